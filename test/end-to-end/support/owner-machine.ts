import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { loopbackNamesPreload, nodeBinary } from '../../../rehearsal/paths';
import { awsCli } from '../../helpers/aws-cli';

export interface Outcome {
  readonly code: number | null;
  /** Stdout and stderr as a terminal shows them, without colours. */
  readonly output: string;
}

/**
 * The terminal of somebody who has AWS accounts: a profile for each, which answer at the emulator, in a clone of
 * the repository. Nothing says that it is no AWS: there is no AWS_ENDPOINT_URL and no `--rehearsal`.
 */
export class OwnerMachine {
  readonly #home = mkdtempSync(join(tmpdir(), 'waypost-owner-'));
  readonly #variables = join(this.#home, 'variables.sh');
  readonly #more: Readonly<Record<string, string>>;

  /**
   * @param folder the clone, in which commands run
   * @param accounts profile -> account id
   * @param more environment variables
   */
  constructor(
    readonly folder: string,
    endpoint: string,
    accounts: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ) {
    const tools = join(this.#home, 'bin');
    mkdirSync(join(this.#home, '.aws'));
    mkdirSync(tools);
    symlinkSync(nodeBinary, join(tools, 'node'));
    symlinkSync(awsCli, join(tools, 'aws'));
    const profiles = Object.entries(accounts).map(([name, account]) =>
      [
        `[profile ${name}]`,
        'region = eu-west-1',
        `endpoint_url = ${endpoint}`,
        `aws_access_key_id = ${account}`,
        'aws_secret_access_key = test',
      ].join('\n'),
    );
    writeFileSync(join(this.#home, '.aws', 'config'), `${profiles.join('\n')}\n`);
    writeFileSync(this.#variables, '');
    this.#more = {
      PATH: [tools, process.env['PATH']].join(':'),
      ...more,
    };
  }

  /**
   * Runs shell commands as one paste does. Shell variables are there for later commands.
   * @param variables for these commands alone. Then nothing is kept for later ones
   */
  run(commands: string, variables?: Readonly<Record<string, string>>): Promise<Outcome> {
    const script = [
      // Through a pipe, as Node's is a socket, which no command can open as /dev/stdout.
      'exec > >(cat) 2>&1',
      `. ${this.#variables}`,
      'set -a',
      commands,
      'code=$?',
      ...(variables ? [] : [`export -p > ${this.#variables}`]),
      'exit $code',
    ].join('\n');
    return new Promise((resolve, reject) => {
      const child = spawn('bash', ['-c', script], {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          HOME: this.#home,
          LANG: 'C.UTF-8',
          GIT_CONFIG_NOSYSTEM: '1',
          NODE_OPTIONS: `--require ${JSON.stringify(loopbackNamesPreload)}`,
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_PAGER: '',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          // The CLI's synthesis is judged by synth.test.ts.
          CDK_VALIDATION: 'false',
          npm_config_update_notifier: 'false',
          NO_COLOR: '1',
          ...this.#more,
          ...variables,
        },
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.once('error', reject).once('close', (code) => {
        resolve({ code, output: stripVTControlCharacters(output) });
      });
    });
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}
