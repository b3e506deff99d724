/**
 * Counts which pipelines of synthesized apps can be rehearsed, and says why others cannot.
 * docs/pipeline-coverage.md has what it said of public apps.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BuildSpecError, isInline, parseBuildSpec } from '../rehearsal/actions/build-spec';
import { readAssembly, type AssemblyStack } from '../rehearsal/cdk-app/assembly';
import { pipelinesIn, resourcesOfType } from '../rehearsal/cdk-app/template';
import { parsePlan, PlanError } from '../rehearsal/plan/plan';

interface Counted {
  readonly name: string;
  readonly refused: readonly string[];
  readonly recorded: readonly string[];
}

function countStack(stack: AssemblyStack): Counted[] {
  const template = readFileSync(stack.templateFile, 'utf8');
  const place = { account: stack.account ?? '111111111111', region: stack.region ?? 'eu-west-1' };
  const specs = resourcesOfType(template, 'AWS::CodeBuild::Project', place).flatMap(specProblems);
  return pipelinesIn(template, place).map(({ logicalId, properties }) => {
    const name = `${stack.stackName} ${logicalId}`;
    try {
      const plan = parsePlan({ ...place, name: logicalId, version: 1, properties });
      return { name, refused: specs, recorded: plan.unrehearsed };
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      return { name, refused: [...error.problems, ...specs], recorded: [] };
    }
  });
}

function specProblems({ logicalId, properties }: ReturnType<typeof resourcesOfType>[number]) {
  const { BuildSpec: spec } = (properties['Source'] ?? {}) as { readonly BuildSpec?: unknown };
  // A file is looked for in the artifact, when the build begins.
  if (typeof spec !== 'string' || !isInline(spec)) return [];
  try {
    parseBuildSpec(spec, logicalId);
    return [];
  } catch (error) {
    if (!(error instanceof BuildSpecError)) throw error;
    return error.problems.map((problem) => `build spec of ${logicalId}: ${problem}`);
  }
}

const USAGE = `Usage: npx tsx bench/public-pipelines.ts <folder>...

Counts the pipelines in every cloud assembly below the folders that can be rehearsed. Deploys nothing.`;

async function main(folders: readonly string[]): Promise<void> {
  if (folders.length === 0 || folders.some((one) => one.startsWith('-'))) {
    console.error(USAGE);
    process.exitCode = folders.some((one) => one === '--help' || one === '-h') ? 0 : 1;
    return;
  }
  const all: Counted[] = [];
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.filter((one) => basename(one) === 'manifest.json')) {
      const { stacks } = await readAssembly(dirname(join(folder, file)));
      for (const one of stacks.flatMap(countStack)) {
        all.push(one);
        console.log(
          `${one.refused.length > 0 ? 'refused' : 'planned'} ${dirname(file)}: ${one.name}`,
        );
        for (const reason of one.refused) console.log(`  ${reason}`);
        for (const what of one.recorded) console.log(`  recorded: ${what}`);
      }
    }
  }
  const refused = all.filter((one) => one.refused.length > 0).length;
  console.log(`${all.length} pipelines: ${all.length - refused} planned, ${refused} refused`);
}

void main(process.argv.slice(2));
