import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Cloud } from '../../../../../rehearsal/emulator/cloud';

/** Where https://example.com answers. */
export const LOCAL = 'http://localhost:4566';

export type Outputs = Readonly<Record<string, string>>;

/** A cloud that serves https://example.com, and has stacks with these outputs: `account region stack` -> output -> value. */
export function cloudWith(stacks: Readonly<Record<string, Outputs>>): Cloud {
  const cloudFormation = ({ accessKeyId }: { accessKeyId: string }, region: string) => {
    const client = new CloudFormationClient({ region });
    client.send = ((command: { input: { StackName: string } }) => {
      const outputs = stacks[`${accessKeyId} ${region} ${command.input.StackName}`];
      if (outputs) {
        const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        }));
        return Promise.resolve({ Stacks: [{ Outputs }] });
      }
      return Promise.reject(
        Object.assign(new Error(`Stack with id ${command.input.StackName} does not exist`), {
          name: 'ValidationError',
        }),
      );
    }) as never;
    return client;
  };
  return {
    cloudFormation,
    emulator: {
      endpoints: () => Promise.resolve([{ public: 'https://example.com', local: LOCAL }]),
    },
  } as unknown as Cloud;
}
