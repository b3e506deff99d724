import {
  ASSEMBLY_FILES,
  type AssemblyAsset,
  type Commit,
  type ReleaseEnvironment,
  type ReleaseSettings,
} from './files';
import {
  type ReleaseStack,
  AssemblyUnreadable,
  readStages,
  readJson,
  readText,
} from './read-stages';

/** A cloud assembly, with the files that `npm run synth` put beside it. */
export interface ReleaseAssembly {
  readonly settings: ReleaseSettings;
  readonly commits: readonly Commit[];
  readonly assets: readonly AssemblyAsset[];
  /** CycloneDX, as it is kept. */
  readonly sbom: string;
  /** Every stack, those of the pipeline itself first. */
  readonly stacks: readonly ReleaseStack[];
  /** Stacks that the pipeline delivers to an environment; of `tools`, those of the pipeline itself. @throws {AssemblyUnreadable} when there are none */
  stacksOf(environment: string): readonly ReleaseStack[];
}

/** @throws {AssemblyUnreadable} when something is missing */
export function openAssembly(folder: string): ReleaseAssembly {
  const stages = readStages(folder);
  return {
    settings: readJson(folder, ASSEMBLY_FILES.settings) as ReleaseSettings,
    commits: readJson(folder, ASSEMBLY_FILES.commits) as Commit[],
    assets: readJson(folder, ASSEMBLY_FILES.assets) as AssemblyAsset[],
    sbom: readText(folder, ASSEMBLY_FILES.sbom),
    stacks: stages.flatMap(({ stacks }) => stacks),
    stacksOf(environment) {
      const stage = stages.find(
        ({ name }) => name === (environment === 'tools' ? '' : environment),
      );
      if (stage) return stage.stacks;
      throw new AssemblyUnreadable(`${folder} has no stage ${environment}`);
    },
  };
}

/** The pipeline's own account, as an environment that nobody approves. */
export function toolsOf(assembly: ReleaseAssembly): ReleaseEnvironment {
  const [{ account, region } = { account: '', region: '' }] = assembly.stacksOf('tools');
  return { name: 'tools', account, region, approval: false };
}

/** @throws {AssemblyUnreadable} when the configuration that was synthesized has no such environment */
export function environmentOf({ settings }: ReleaseAssembly, name: string) {
  const environment = settings.environments.find((one) => one.name === name);
  if (environment) return environment;
  throw new AssemblyUnreadable(`The cloud assembly was made without an environment ${name}`);
}
