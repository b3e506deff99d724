import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deployPolicies } from '../../../bin/commands/bootstrap/account-policies';
import { synthesizeStacks } from '../../../bin/commands/synthesize';
import { accountsOf } from '../../../lib/config/accounts';
import { environmentRegions } from '../../../lib/config/regions';
import { resourceTypes } from '../../../lib/security/account-policies';
import { toLocal } from '../../../rehearsal/emulator/coverage';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { ApplicationStage } from '../../../stages/application-stage';
import { cdkDeploy } from '../../emulator/support/cdk';
import { clientOf } from '../../emulator/support/running-emulator';
import { exampleConfig } from '../../helpers/example-config';
import { RateLimits } from './rate-limits';

export interface DeployedSite {
  /** Address of the contact page on this machine. */
  readonly page: string;
  readonly api: string;
  readonly limits: RateLimits;
}

/** Deploys an environment of the example configuration as an owner's account would get it. */
export async function deploySite(emulator: Emulator): Promise<DeployedSite> {
  const config = exampleConfig();
  const [environment] = config.environments;
  if (!environment) throw new Error('The example configuration has no environment.');
  const { account, region } = environment;
  let stackName = '';
  await cdkDeploy(emulator, {
    account,
    region,
    regions: environmentRegions(environment),
    prepare: async (cdk) => {
      for (const one of accountsOf(config).filter(({ name }) => name === environment.name)) {
        await deployPolicies(config, one, resourceTypes(one, synthesizeStacks(config)), cdk);
      }
    },
    fill: (app) => {
      const stage = new ApplicationStage(app, environment.name, { ...config, environment });
      ({ stackName } = stage.contact);
      return `${environment.name}/**`;
    },
  });
  const place = { account, region };
  return {
    ...(await addresses(emulator, stackName, place)),
    limits: await limits(emulator, stackName, place),
  };
}

interface Place {
  readonly account: string;
  readonly region: string;
}

async function limits(emulator: Emulator, StackName: string, { account, region }: Place) {
  const settings = clientOf(emulator, { account }, region);
  const { StackResourceSummaries = [] } = await new CloudFormationClient(settings).send(
    new ListStackResourcesCommand({ StackName }),
  );
  const guard = StackResourceSummaries.find(
    ({ LogicalResourceId = '', ResourceType = '' }) =>
      LogicalResourceId.startsWith('Guard') && ResourceType.startsWith('AWS::DynamoDB::'),
  );
  if (!guard?.PhysicalResourceId) throw new Error(`Stack ${StackName} has no guard table.`);
  return new RateLimits(new DynamoDBClient(settings), guard.PhysicalResourceId);
}

async function addresses(
  emulator: Emulator,
  StackName: string,
  { account, region }: Place,
): Promise<Pick<DeployedSite, 'page' | 'api'>> {
  const client = new CloudFormationClient(clientOf(emulator, { account }, region));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const endpoints = await emulator.endpoints();
  const output = (key: string) => {
    const found = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (found === undefined) throw new Error(`Stack ${StackName} has no output ${key}.`);
    return toLocal(found, endpoints);
  };
  return { page: output('ContactPageUrl'), api: output('ContactApiUrl') };
}
