import { upgradeRepository } from '../../../../bin/commands/upgrade/adapters';
import type { UpgradePorts } from '../../../../bin/commands/upgrade/ports';
import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { PLAIN } from '../../../../release/review/page/terminal';
import type { Template } from '../../../../release/review/template/template';
import { ScratchRepository } from '../../../end-to-end/support/scratch-repository';
import { assemblyOf, nextStack, table } from '../../../release/review/diff/samples';
import { config, projectOf } from '../fakes';

let repository: ScratchRepository;
beforeEach(() => {
  repository = new ScratchRepository();
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.write('CHANGELOG.md', '# Changelog\n\n- the first\n');
  repository.write('waypost.config.ts', 'first\n');
  repository.write('same.ts', 'one\ntwo\nthree\nfour\nfive\n');
  repository.commit('feat: begin');
  repository.git('branch', 'v2');
});
afterEach(() => {
  repository.remove();
});

/** Commits to the newer version, and comes back. */
function release(change: () => void): void {
  repository.git('switch', '--quiet', 'v2');
  change();
  repository.commit('feat: go on');
  repository.git('switch', '--quiet', 'main');
}

/** An assembly in which each of these stages has one stack. */
function assemblyWith(templates: Readonly<Record<string, Template>>) {
  const stacks = Object.entries(templates).map(([stage, template]) =>
    nextStack(`waypost-${stage}-storage`, template),
  );
  return assemblyOf(stacks, {
    stacksOf: (stage) => stacks.filter(({ stackName }) => stackName === `waypost-${stage}-storage`),
  });
}

/** What a shell would see of `waypost upgrade <line>`. */
async function upgrade(line: string, changes: Partial<UpgradePorts> = {}) {
  let stdout = '';
  const notes: string[] = [];
  const synthesized: string[] = [];
  const ports: UpgradePorts = {
    repository: upgradeRepository(repository.folder),
    synthesize(tree) {
      synthesized.push(tree);
      return Promise.resolve(assemblyWith({}));
    },
    write: (text) => (stdout += text),
    note: (text) => notes.push(text),
    colours: PLAIN,
    now: new Date('2026-11-24T12:00:00Z'),
    ...changes,
  };
  const program = waypostProgram(projectOf(config), { upgrade: () => ports });
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  for (const one of [program, ...program.commands]) {
    one.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const code = await main(program, ['upgrade', ...line.split(' ').filter(Boolean)], tell);
  return { code: code ?? 0, stdout, stderr: [...notes, ...errors].join('\n'), synthesized };
}

describe('waypost upgrade', () => {
  test('says what the version brings, and which files both have changed', async () => {
    release(() => {
      repository.edit('CHANGELOG.md', (text) => text.replace('- the', '- the second\n- the'));
      repository.edit('same.ts', (text) => text.replace('five', 'FIVE'));
    });
    repository.edit('same.ts', (text) => text.replace('one', 'ONE'));
    repository.edit('waypost.config.ts', () => 'mine\n');
    repository.commit('feat: make it mine');
    const { code, stdout, stderr, synthesized } = await upgrade('v2 --check');
    expect(stdout).toContain('What v2 brings:\n  - the second\n\n');
    expect(stdout).toContain(
      'You have changed 2 files since; v2 changes 2 files. Both change:\n  same.ts\ngit can merge all',
    );
    expect(stderr).toContain('v2 destroys and replaces nothing that holds state');
    expect(code).toBe(0);
    const [head, merged = ''] = synthesized;
    expect(head).toBe(repository.git('rev-parse', 'HEAD'));
    expect(repository.git('show', `${merged}:same.ts`)).toBe('ONE\ntwo\nthree\nfour\nFIVE');
  });

  test.each(['tools', 'prod'])(
    'that would destroy state in %s is an error that names it',
    async (account) => {
      release(() => {
        repository.write('new.ts', 'new\n');
      });
      const same = {
        tools: { Resources: { T: table('a') } },
        prod: { Resources: { T: table('a') } },
      };
      const sides = [same, { ...same, [account]: { Resources: {} } }];
      const synthesize = () => Promise.resolve(assemblyWith(sides.shift() ?? {}));
      const { code, stdout, stderr } = await upgrade('v2 --check', { synthesize });
      expect(code).toBe(1);
      expect(stderr).toContain(
        `destroy or replace what holds state:\n  waypost-${account}-storage: T\n`,
      );
      expect(stdout).toContain(
        account === 'tools' ? 'prod: nothing changes.' : 'tools: nothing changes.',
      );
    },
  );

  test('reads the stack of the pull-request build as one of the tools account, which a stage of its own delivers', async () => {
    release(() => {
      repository.write('new.ts', 'new\n');
    });
    const stage = (name: string) =>
      assemblyWith({ 'pull-requests': { Resources: { T: table(name) } } });
    const sides = [stage('a'), stage('b')];
    const synthesize = () => Promise.resolve(sides.shift() ?? assemblyWith({}));
    const { code, stdout, stderr } = await upgrade('v2 --check', { synthesize });
    expect(stderr).toContain('holds state:\n  waypost-pull-requests-storage: T\n');
    expect(stdout).toContain('prod: nothing changes.');
    expect(stdout).not.toContain('tools: nothing changes.');
    expect(code).toBe(1);
  });

  test('changes nothing in the repository', async () => {
    release(() => {
      repository.write('new.ts', 'new\n');
    });
    repository.write('not-committed.ts', 'mine');
    const state = () =>
      repository.git('status', '--porcelain') + repository.git('rev-parse', 'HEAD');
    const before = state();
    await upgrade('v2 --check');
    expect(state()).toBe(before);
  });

  test('names what git cannot merge, and synthesizes nothing then', async () => {
    release(() => {
      repository.write('waypost.config.ts', 'theirs\n');
    });
    repository.write('waypost.config.ts', 'mine\n');
    repository.commit('feat: make it mine');
    const { code, stdout, stderr, synthesized } = await upgrade('v2 --check');
    expect(stdout).toContain('git cannot merge these by itself:\n  waypost.config.ts\n');
    expect(stderr).toContain('git switch -c upgrade && git merge v2');
    expect({ code, synthesized }).toEqual({ code: 1, synthesized: [] });
  });

  test('shows the name of a file without what a terminal would obey', async () => {
    release(() => {
      repository.write('a\u001b[2Jb.ts', 'theirs\n');
    });
    repository.write('a\u001b[2Jb.ts', 'mine\n');
    repository.commit('feat: the same name');
    const { stdout } = await upgrade('v2 --check');
    expect(stdout).toContain('git cannot merge these by itself:\n  a\ufffd[2Jb.ts\n');
  });

  test('has nothing to say of a version that is in HEAD already', async () => {
    const { code, stdout, stderr } = await upgrade('v2 --check');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('there is nothing to take in');
  });

  test('of a version that was not fetched says how to fetch it', async () => {
    const { code, stderr } = await upgrade('--check');
    expect(code).toBe(1);
    expect(stderr).toMatch(/no commit "upstream\/main" .*git fetch upstream --tags/);
  });

  test('cannot tell whose changes are whose without a common commit', async () => {
    repository.git('switch', '--quiet', '--orphan', 'other');
    repository.write('waypost.config.ts', 'other\n');
    repository.commit('feat: begin again');
    repository.git('switch', '--quiet', 'main');
    const { code, stderr } = await upgrade('other --check');
    expect(code).toBe(1);
    expect(stderr).toContain('docs/upgrading.md');
  });

  test('takes an option-like name for a name', async () => {
    const { code, stderr } = await upgrade('--check -- --all');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no commit "--all"');
  });

  test('does nothing but check, and wants that said', async () => {
    const { code, stderr } = await upgrade('v2');
    expect(code).toBe(2);
    expect(stderr).toContain("required option '--check' not specified");
  });
});
