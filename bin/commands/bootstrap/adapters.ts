import { runCdk } from '../cdk-cli';
import { synthesizeStacks } from '../synthesize';
import { awsAccount } from '../terminal/aws-account';
import { bootstrapRecord } from './bootstrap-record';
import { ownerOfStagingBucket } from './staging-bucket';
import type { BootstrapPorts } from './ports';

export function bootstrapPorts(root: string): BootstrapPorts {
  return {
    aws: awsAccount(),
    cdk: (args, environment) => runCdk(root, args, environment),
    synthesize: (config) => Promise.resolve(synthesizeStacks(config)),
    bucketOwner: ownerOfStagingBucket,
    record: bootstrapRecord(root, process.env),
    print: console.log,
  };
}
