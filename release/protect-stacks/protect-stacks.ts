import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { readEnv } from '../../lambdas/shared/env';
import { parseStacks } from '../../lambdas/shared/stack-address';
import { runScript } from '../run-script';
import { PROTECT_STACKS_ENV } from './contract';
import { protectStacks } from './protect';

/**
 * Protects an environment's stacks from deletion, because CDK Pipelines does not (aws/aws-cdk#17871:
 * delete this when it is closed). Runs in CodeBuild, bundled into one file.
 */
runScript('Stack protection', async () => {
  const { roleArn, stacks } = readEnv(PROTECT_STACKS_ENV);
  const credentials = await assumeRole(new STSClient({}), roleArn, 'protect-stacks');
  await protectStacks(
    parseStacks(PROTECT_STACKS_ENV.stacks, stacks),
    (region) => new CloudFormationClient({ region, credentials }),
    console.log,
  );
});
