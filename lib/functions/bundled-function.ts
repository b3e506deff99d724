import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Architecture, Code, Function, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundle } from './bundler';
import type { FunctionSource } from './function-sources';

/** Type of the metadata that holds a function's source, beside the cloud assembly's templates. */
export const SOURCE_METADATA = 'waypost:bundle';

const ROOT = join(__dirname, '../..');

export interface BundledFunctionProps extends Omit<
  FunctionProps,
  'code' | 'handler' | 'runtime' | 'architecture'
> {
  readonly source: FunctionSource;
}

/**
 * A function whose code esbuild bundles (lib/functions/bundler.ts). CDK's own NodejsFunction starts `npx` for each,
 * which takes far longer than the bundling, and does not tell which packages are in it.
 */
export class BundledFunction extends Function {
  constructor(scope: Construct, id: string, { source, ...props }: BundledFunctionProps) {
    super(scope, id, {
      ...props,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundledCode(source),
      handler: 'index.handler',
    });
    // Read when the SBOM is written (bin/assembly/assets.ts).
    this.node.addMetadata(SOURCE_METADATA, source);
  }
}

/** CDK asks for it only where a stack is synthesized with its assets. */
function bundledCode(source: FunctionSource): Code {
  return Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // No container is ever started.
      image: DockerImage.fromRegistry('none'),
      // Hash by which CDK recognises bundled assets.
      command: [source.entry, JSON.stringify(source.define)],
      local: {
        tryBundle: (folder) => {
          writeFileSync(join(folder, 'index.js'), bundle(source).code);
          return true;
        },
      },
    },
  });
}
