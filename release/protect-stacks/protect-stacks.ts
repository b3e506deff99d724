import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { readEnv } from '../../lambdas/shared/env';
import { runScript } from '../run-script';
import { parseStacks } from '../../lambdas/shared/stack-address';
import { PROTECT_STACKS_ENV } from './contract';
import { protectStacks } from './protect';

/**
 * Protects an environment's stacks from deletion, which CDK Pipelines leaves undone (aws/aws-cdk#17871:
 * delete this when it is closed). Runs in CodeBuild, bundled into one file.
 */
runScript('Stack protection', async () => {
  const { roleArn, stacks } = readEnv(PROTECT_STACKS_ENV);
  const credentials = await assumeRole(new STSClient({}), roleArn, 'protect-stacks');
  const clientIn = (region: string) => new CloudFormationClient({ region, credentials });
  await protectStacks(parseStacks(PROTECT_STACKS_ENV.stacks, stacks), {
    protect: async ({ region, stackName }) => {
      const input = { StackName: stackName, EnableTerminationProtection: true };
      await clientIn(region).send(new UpdateTerminationProtectionCommand(input));
    },
    isProtected: async ({ region, stackName }) => {
      const input = { StackName: stackName };
      const { Stacks } = await clientIn(region).send(new DescribeStacksCommand(input));
      return Stacks?.[0]?.EnableTerminationProtection === true;
    },
    print: (line) => {
      console.log(line);
    },
  });
});
