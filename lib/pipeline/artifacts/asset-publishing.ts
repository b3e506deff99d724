import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { CodePipeline } from 'aws-cdk-lib/pipelines';

/** What CDK Pipelines writes for each asset and place. */
const PUBLISH_ONE = /^cdk-assets --path "([^"]+)" --verbose publish "([^"]+)"$/;

interface AssetBuildSpec {
  readonly phases: { readonly build: { commands: string[] } };
}

/**
 * Publishes the assets of a stack by one command. CDK Pipelines writes one for each asset and place,
 * and each is a process that loads the AWS SDK for a second or more. To be called when the pipeline
 * is built: the build spec is a file of the cloud assembly by then (`publishAssetsInParallel: false`).
 */
export function publishStackByStack(pipeline: CodePipeline): void {
  const folder = Stage.of(pipeline)?.outdir ?? '';
  for (const construct of pipeline.node.tryFindChild('Assets')?.node.findAll() ?? []) {
    if (!(construct instanceof CfnProject)) continue;
    const { buildSpec = '' } = construct.source as CfnProject.SourceProperty;
    const file = join(folder, buildSpec);
    const spec = JSON.parse(readFileSync(file, 'utf8')) as AssetBuildSpec;
    spec.phases.build.commands = oneForEachManifest(spec.phases.build.commands);
    writeFileSync(file, JSON.stringify(spec, undefined, 2));
  }
}

/** @throws for a command that publishes no asset: CDK Pipelines has changed, and this must follow */
export function oneForEachManifest(commands: readonly string[]): string[] {
  const assetsOf = new Map<string, string[]>();
  for (const command of commands) {
    const [, manifest, asset] = PUBLISH_ONE.exec(command) ?? [];
    if (manifest === undefined || asset === undefined) {
      throw new Error(`CDK Pipelines publishes assets by a command that is not known: ${command}`);
    }
    assetsOf.set(manifest, [...(assetsOf.get(manifest) ?? []), asset]);
  }
  return [...assetsOf].map(
    ([manifest, assets]) =>
      `cdk-assets --path "${manifest}" --verbose publish ${assets.map((asset) => `"${asset}"`).join(' ')}`,
  );
}
