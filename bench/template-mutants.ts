/** Weakens the templates one property at a time and looks which tests notice. `npm run bench:template-mutants` */
import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareAndFull, everyOption, synthesizedApp } from '../test/helpers/synthesis';
import { MACHINE } from './machine';
import { idOf, type Mutant, type MutableTemplate, mutantsOf } from './template-mutants/mutants';
import { writeFigures } from './write-figures';

const ROOT = join(__dirname, '..');

interface Trial {
  /** None: the file must pass. */
  readonly mutant?: Mutant;
  readonly file: string;
}

/** A process keeps what test files leave in memory, so it makes room for a new one. */
const TRIALS_OF_A_PROCESS = 150;

/** Test files that read templates: they import one of these, or the library's assertions. */
const READS_TEMPLATES =
  /from '(?:[./]+\/(?:helpers\/(?:synthesis|one-bucket-pipeline)|judges\/subject)|\.\/subject|aws-cdk-lib\/assertions)'/;

const readers = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !/^(?:browser|emulator|end-to-end)\//.test(path))
  .map((path) => `test/${path}`)
  .filter((path) => READS_TEMPLATES.test(readFileSync(join(ROOT, path), 'utf8')));

/** A process that tries one thing after another. */
class Tester {
  #process = this.#start();
  #trials = 0;

  #start() {
    return fork(join(__dirname, 'template-mutants/trial.cjs'), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  async isNoticed(trial: Trial): Promise<boolean> {
    if (++this.#trials % TRIALS_OF_A_PROCESS === 0) {
      this.#process.kill();
      this.#process = this.#start();
    }
    return new Promise((resolve, reject) => {
      this.#process.once('exit', reject);
      this.#process.once('message', (answer: { noticed?: boolean; failure?: string }) => {
        this.#process.removeAllListeners('exit');
        if (answer.noticed === undefined) reject(new Error(answer.failure));
        else resolve(answer.noticed);
      });
      this.#process.send(trial);
    });
  }

  end() {
    this.#process.kill();
  }
}

/** Files by how often they noticed a mutant of the same kind and type, most often first. */
class Experience {
  readonly #noticed = new Map<string, number>();

  static #keys({ kind, type }: Mutant, file: string) {
    return [file, `${file} ${kind}`, `${file} ${kind} ${type}`];
  }

  remember(mutant: Mutant, file: string) {
    for (const key of Experience.#keys(mutant, file)) {
      this.#noticed.set(key, (this.#noticed.get(key) ?? 0) + 1);
    }
  }

  order(mutant: Mutant): string[] {
    const weight = (file: string) => {
      const [all = 0, kind = 0, type = 0] = Experience.#keys(mutant, file).map(
        (key) => this.#noticed.get(key) ?? 0,
      );
      return type * 1e6 + kind * 1e3 + all;
    };
    return [...readers].sort((one, other) => weight(other) - weight(one));
  }
}

async function trySide<T>(queue: T[], work: (one: T, tester: Tester) => Promise<void>) {
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const tester = new Tester();
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one, tester);
      tester.end();
    }),
  );
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-template-mutants-'));
  process.env['WAYPOST_TEST_SYNTHESES'] = folder;
  process.env['CDK_VALIDATION'] = 'false';
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });

  const templates = [everyOption(), bareAndFull()].flatMap((config) =>
    synthesizedApp(config).assembly.stacksRecursively.map(
      ({ template }) => template as MutableTemplate,
    ),
  );
  const [only] = process.argv.slice(2);
  const mutants = mutantsOf(templates).filter(({ kind }) => only === undefined || kind === only);
  console.log(
    `${mutants.length} mutants, ${readers.length} test files. Without a mutant they must pass:`,
  );

  const broken: string[] = [];
  await trySide([...readers], async (file, tester) => {
    if (await tester.isNoticed({ file })) broken.push(file);
  });
  if (broken.length > 0) throw new Error(`Fail without a mutant: ${broken.join(', ')}`);

  const experience = new Experience();
  const by = new Map<Mutant, string | undefined>();
  await trySide([...mutants], async (mutant, tester) => {
    let noticed: string | undefined;
    for (const file of experience.order(mutant)) {
      if (await tester.isNoticed({ mutant, file })) {
        noticed = file;
        experience.remember(mutant, file);
        break;
      }
    }
    by.set(mutant, noticed);
    console.log(
      `${by.size}/${mutants.length} ${noticed ?? 'NOT NOTICED'}: ${mutant.kind}: ${idOf(mutant)}`,
    );
  });
  if (only === undefined) writeFigures('template-mutants.md', report(by));
}

function report(by: ReadonlyMap<Mutant, string | undefined>): string {
  const kinds = [...new Set([...by.keys()].map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const of = [...by].filter(([mutant]) => mutant.kind === kind);
    const noticed = of.filter(([, file]) => file !== undefined).length;
    return `| ${kind} | ${of.length} | ${noticed} | ${((100 * noticed) / of.length).toFixed(0)} % |`;
  });
  const survivors = [...by]
    .filter(([, file]) => file === undefined)
    .map(([mutant]) => `- ${mutant.kind}: ${idOf(mutant)}`);
  return [
    '# Weakened templates',
    'Made by `npm run bench:template-mutants`: every template with all options on is weakened one property at a time, and the unit tests that read templates are run until one fails.',
    MACHINE,
    ['| Kind | Mutants | Noticed | |', '| --- | ---: | ---: | ---: |', ...rows].join('\n'),
    '## Not noticed',
    survivors.length > 0 ? survivors.join('\n') : 'None.',
    '',
  ].join('\n\n');
}

void main();
