import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { clientOf, DEV, REGION } from './running-emulator';

/** A policy document with these statements. */
export const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** Makes roles that a service assumes, each with what it is granted, as resources of a template. */
export const rolesOf =
  (service: string) =>
  (name: string, ...grants: object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      }),
      Policies: [
        {
          PolicyName: 'grants',
          PolicyDocument: policy(...grants.map((grant) => ({ Effect: 'Allow', ...grant }))),
        },
      ],
    },
  });

/** Configuration of an AWS SDK client that works under a role, as a service got it. */
export async function clientAs(emulator: Emulator, service: string, name: string, account = DEV) {
  const session = await emulator.assumeServiceRole({
    roleArn: `arn:aws:iam::${account}:role/${name}`,
    service,
    sessionName: 'test',
    region: REGION,
  });
  return clientOf(emulator, session);
}
