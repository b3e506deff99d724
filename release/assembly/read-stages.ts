import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StackInAccount } from '../../lambdas/shared/stack-address';

/** A stage of the cloud assembly, as CDK wrote it: an environment, or the pipeline's own stacks. */
export interface AssemblyStage {
  /** Name of the environment; empty for the pipeline's own stacks. */
  readonly name: string;
  readonly stacks: readonly ReleaseStack[];
}

export interface ReleaseStack extends StackInAccount {
  /** The template as it is uploaded. */
  readonly template: string;
  /** What the release uploads for the stack. Its own template is among it. */
  readonly files: readonly AssemblyFile[];
  /** Construct path, with a slash before it -> the metadata that the construct wrote. */
  readonly metadata: Readonly<Record<string, readonly MetadataEntry[] | undefined>>;
}

export interface AssemblyFile {
  readonly hash: string;
  /** Where the file or folder is on this machine. */
  readonly source: string;
}

export interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

/** The cloud assembly is missing, or has a form that this code does not know. */
export class AssemblyUnreadable extends Error {
  readonly code = 'ASSEMBLY_UNREADABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(`${message}. Run \`npm run synth\`.`, options);
    this.name = 'AssemblyUnreadable';
  }
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly additionalMetadataFile?: string;
  readonly metadata?: ReleaseStack['metadata'];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly displayName?: string;
    readonly file?: string;
  };
}

type Artifacts = Readonly<Record<string, Artifact>>;

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/** Every stage, the pipeline's own stacks first. @throws {AssemblyUnreadable} */
export function readStages(folder: string): AssemblyStage[] {
  const artifacts = artifactsOf(folder);
  const nested = Object.values(artifacts).filter(({ type }) => type === 'cdk:cloud-assembly');
  return [
    { name: '', stacks: stacksOf(folder, artifacts) },
    ...nested.map(({ properties: { directoryName = '', displayName = '' } = {} }) => {
      const inside = join(folder, directoryName);
      return { name: basename(displayName), stacks: stacksOf(inside, artifactsOf(inside)) };
    }),
  ];
}

/** A file of the assembly. @throws {AssemblyUnreadable} */
export function readText(folder: string, file: string): string {
  const path = join(folder, file);
  if (!existsSync(path)) throw new AssemblyUnreadable(`There is no ${path}`);
  return readFileSync(path, 'utf8');
}

/** The same for JSON. @throws {AssemblyUnreadable} */
export function readJson(folder: string, file: string): unknown {
  const text = readText(folder, file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AssemblyUnreadable(`${join(folder, file)} is not JSON`, { cause });
  }
}

function artifactsOf(folder: string): Artifacts {
  const manifest = readJson(folder, 'manifest.json') as { artifacts?: Record<string, Artifact> };
  return manifest.artifacts ?? {};
}

function stacksOf(folder: string, artifacts: Artifacts): ReleaseStack[] {
  return Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { environment = '', properties = {}, additionalMetadataFile, metadata }]) => {
      const [, account, region] = /^aws:\/\/(\d+)\/([a-z0-9-]+)$/.exec(environment) ?? [];
      if (account === undefined || region === undefined || properties.templateFile === undefined) {
        throw new AssemblyUnreadable(`${folder} does not say where ${id} is deployed`);
      }
      const assets = artifacts[`${id}.assets`]?.properties?.file;
      return {
        stackName: properties.stackName ?? id,
        account,
        region,
        template: readFileSync(join(folder, properties.templateFile), 'utf8'),
        files: assets === undefined ? [] : filesOf(folder, assets),
        metadata:
          additionalMetadataFile === undefined
            ? (metadata ?? {})
            : (readJson(folder, additionalMetadataFile) as ReleaseStack['metadata']),
      };
    });
}

function filesOf(folder: string, manifest: string): AssemblyFile[] {
  const { files = {} } = readJson(folder, manifest) as AssetManifest;
  return Object.entries(files).flatMap(([hash, { source }]) =>
    source.path === undefined ? [] : [{ hash, source: join(folder, source.path) }],
  );
}
