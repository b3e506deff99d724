import { Stack, Stage, type StackProps } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { ArtifactReplicaStack } from '../../stacks/artifact-replica-stack';

export interface ArtifactReplicasProps {
  readonly stackName: (region: string) => string;
  /** Of each replica's stack, beside its name and place. */
  readonly stackProps: StackProps;
  readonly delivered: readonly Stage[];
  /** See ArtifactStore. */
  readonly waitingDays: number;
}

/** Region -> bucket, for every other region than the pipeline's that a delivered stack lives in. */
export function artifactReplicas(
  pipeline: Stack,
  props: ArtifactReplicasProps,
): Record<string, IBucket> {
  const stacks = props.delivered.flatMap((stage) =>
    stage.node.findAll().filter((one) => Stack.isStack(one)),
  );
  const regions = new Set(stacks.map(({ region }) => region));
  regions.delete(pipeline.region);
  return Object.fromEntries(
    [...regions].sort().map((region) => {
      const name = props.stackName(region);
      const replica = new ArtifactReplicaStack(Stage.of(pipeline) ?? pipeline, name, {
        ...props.stackProps,
        env: { account: pipeline.account, region },
        stackName: name,
        delivered: stacks.filter((stack) => stack.region === region),
        waitingDays: props.waitingDays,
      });
      pipeline.addStackDependency(replica);
      return [region, replica.importInto(pipeline)];
    }),
  );
}
