import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CheckFailure } from '../check-failure';
import { ASSEMBLY_FILES } from '../assembly/files';
import { sourceFiles } from '../source-files';

/** A cloud assembly, and the folder of the sources that it was made from. */
export interface Synthesis {
  readonly assembly: string;
  readonly sources: string;
}

/** Nobody deploys these files, and the library writes the path of each construct's source into them. */
const TRACED = /\.metadata\.json$|^\/validation-report\.json$/;

/** Synthesizes the repository at `root` twice, from two folders below `work`, which is empty. */
export async function synthesizeTwice(root: string, work: string): Promise<[Synthesis, Synthesis]> {
  const elsewhere = join(work, 'elsewhere', 'repository');
  for (const path of sourceFiles(root)) cpSync(join(root, path), join(elsewhere, path));
  symlinkSync(realpathSync(join(root, 'node_modules')), join(elsewhere, 'node_modules'));
  const first = { assembly: join(work, 'first'), sources: root };
  const second = { assembly: join(work, 'second'), sources: elsewhere };
  // One after the other: a build's machine has memory for one.
  await synthesize(first, root);
  await synthesize(second, root);
  return [first, second];
}

/** Files that differ between the assemblies, or that only one has. Both use the packages below `root`. */
export function differences([one, other]: readonly [Synthesis, Synthesis], root: string): string[] {
  const [before, after] = [digests(one, root), digests(other, root)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.filter((path) => before.get(path) !== after.get(path));
}

/** Path -> digest of its content, without the place of the sources. */
function digests({ assembly, sources }: Synthesis, root: string): Map<string, string> {
  const files = readdirSync(assembly, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    // git's history, which a copy of the sources does not have.
    .filter((file) => file !== join(assembly, ASSEMBLY_FILES.commits));
  if (files.length === 0) throw new Error(`${assembly} holds no file`);
  return new Map(
    files.map((file) => {
      const path = file.slice(assembly.length);
      const bytes = TRACED.test(path)
        ? readFileSync(file, 'utf8').replaceAll(sources, '').replaceAll(root, '')
        : readFileSync(file);
      return [path, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}

function synthesize({ assembly, sources }: Synthesis, root: string): Promise<void> {
  const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
  const args = [cdk, 'synth', '--quiet', '--no-notices', '--output', assembly];
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, CI: '1', CDK_VALIDATION: 'true' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: sources, env }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else {
        const message = `\`cdk synth\` failed in ${sources}:\n${stdout}${stderr}`;
        reject(new CheckFailure('CHECK_FAILED', message, { cause: error }));
      }
    });
  });
}
