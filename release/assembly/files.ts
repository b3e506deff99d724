import type { AllowedRemoval } from '../../lib/config/config';
import type { ProjectName } from '../../lib/types/branded';

/**
 * Files that `npm run synth` adds to the cloud assembly. The scripts of the builds need them, because
 * they have neither the repository nor its packages. The same commit gives the same files.
 */
export const ASSEMBLY_FILES = {
  /** `Commit[]`, newest first; empty where there is no history. */
  commits: 'commits.json',
  /** `ReleaseSettings` */
  settings: 'release-settings.json',
  /** `AssemblyAsset[]`, by path. The SBOM is made of it. */
  assets: 'assets.json',
  /** CycloneDX: the bill of materials of everything that the release deploys. */
  sbom: 'sbom.cdx.json',
  /** What CloudFormation does with each property of each type: the data of `aws-service-spec`. */
  serviceSpec: 'aws-service-spec.json.gz',
} as const;

export interface Commit {
  readonly hash: string;
  /** Hashes; none for the first commit, two or more for a merge. */
  readonly parents: readonly string[];
  /** When it was authored, in ISO 8601. */
  readonly date: string;
  /** First line of the message, as its author wrote it. It may be hostile. */
  readonly subject: string;
}

/** What the scripts need to know of `waypost.config.ts`. */
export interface ReleaseSettings {
  readonly project: ProjectName;
  readonly environments: readonly ReleaseEnvironment[];
  /** Every region in which stacks may have been left behind. */
  readonly regions: readonly string[];
}

export interface ReleaseEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Whether a person approves each release. Then a removal that is not allowed stops the release before that. */
  readonly approval: boolean;
  /** Unset where no rule stops the removal of what holds state. */
  readonly allowDestroy?: readonly AllowedRemoval[];
}

/** A file or folder that the release uploads, once for each resource that holds it. */
export interface AssemblyAsset {
  /** Construct path of the resource, such as `waypost-pipeline/prod/Contact/Submit/Resource`. */
  readonly path: string;
  /** Name of the stack, and the resource's id in its template. */
  readonly stackName: string;
  readonly logicalId: string;
  readonly hash: string;
  /** Of all its files, before they are zipped. */
  readonly bytes: number;
  /** npm package -> version, of what is bundled into it. */
  readonly packages: Readonly<Record<string, string>>;
}
