import { CommandError } from '../../../bin/commands/terminal/command-error';
import { main } from '../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../bin/commands/program';
import packageJson from '../../../package.json';
import { ConfigError } from '../../../lib/config/config-error';
import { config, fakePorts, type World } from './fakes';

/** What a shell would see. */
async function waypost(args: readonly string[], world: World = {}, loadConfig = () => config) {
  const { ports, ran } = fakePorts(world);
  const output: string[] = [];
  const collect = (text: string) => output.push(text);
  const program = waypostProgram(
    { root: '/nowhere', config: loadConfig },
    { bootstrap: () => ports, cost: () => ports, deploy: () => ports },
  );
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeOut: collect, writeErr: collect });
  }
  const code = await main(program, args, collect);
  return { code: code ?? 0, output: output.join('\n'), ran };
}

const neverLoaded = () => {
  throw new Error('the configuration was loaded');
};

describe('waypost', () => {
  test.each(['--help', 'help', 'bootstrap --help', '--version'])(
    '%s needs no configuration and ends with 0',
    async (line) => {
      const { code, output } = await waypost(line.split(' '), {}, neverLoaded);
      expect(code).toBe(0);
      expect(output).not.toBe('');
    },
  );

  test('--version is that of package.json', async () => {
    const { output } = await waypost(['--version']);
    expect(output.trim()).toBe(packageJson.version);
  });

  test('bootstrap --help says when to run it, with examples', async () => {
    const { output } = await waypost(['bootstrap', '--help']);
    expect(output).toMatch(
      /npm run check` says so[^]*Examples:\n {2}AWS_PROFILE=tools npx waypost/,
    );
  });

  test.each([
    ['bootstrap', "missing required argument 'account'"],
    ['bootstrap dev prod', 'too many arguments'],
    ['deploi', 'Did you mean deploy?'],
    ['deploy --fast', "unknown option '--fast'"],
    ['bootstrap stage', 'There is no "stage"'],
    ['deploy --stack email', 'add --environment <name>'],
    ['deploy --environment dev --stack mail', 'Did you mean "email"?'],
    ['destroy dev --gone prod', '--gone works only with "tools"'],
    ['cost --fast', '`npx waypost cost --help` has examples'],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, output, ran } = await waypost(line.split(' '));
    expect({ code, ran }).toEqual({ code: 2, ran: [] });
    expect(output).toContain(message);
  });

  test('without a command prints the help and ends with 2', async () => {
    const { code, output } = await waypost([]);
    expect(code).toBe(2);
    expect(output).toContain('Usage: waypost');
  });

  test.each([
    ['bootstrap tools', ['deploy', 'bootstrap']],
    ['deploy', ['deploy']],
  ])('%s ends with 0 when all is well', async (line, commands) => {
    const { code, ran } = await waypost(line.split(' '));
    expect(code).toBe(0);
    expect(ran.map(([command]) => command)).toEqual(commands);
  });

  test('tells of an expected fault in one message without a stack, and ends with 1', async () => {
    const cdk = () => Promise.reject(new CommandError('CDK_FAILED', 'cdk ended with exit code 9.'));
    const { code, output } = await waypost(['deploy'], { cdk });

    expect({ code, output }).toEqual({ code: 1, output: 'waypost: cdk ended with exit code 9.' });
  });

  test('tells of every problem of the configuration, and ends with 1', async () => {
    const problem = { path: 'domain', found: 1, expected: 'a domain', fix: 'write one' };
    const { code, output } = await waypost(['deploy'], {}, () => {
      throw new ConfigError([problem]);
    });

    expect(code).toBe(1);
    expect(output).toContain('waypost.config.ts has 1 problem');
  });

  test('shows the stack of a fault that nobody expected', async () => {
    const { code, output } = await waypost(['deploy'], {}, neverLoaded);
    expect(code).toBe(1);
    expect(output).toMatch(/the configuration was loaded\n\s+at /);
  });
});
