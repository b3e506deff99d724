import { findFrom, UnknownFrom } from '../../../rehearsal/upgrade/from';
import { bootstrapsAlike } from '../../../rehearsal/upgrade/earlier-commit';
import { ScratchRepository } from '../../end-to-end/support/scratch-repository';

let repository: ScratchRepository;
let first: string;
beforeEach(() => {
  repository = new ScratchRepository();
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.write('a.txt', 'one');
  first = repository.commit('feat: one');
  repository.git('tag', 'v1.0');
  repository.write('a.txt', 'two');
  repository.commit('feat: two');
});
afterEach(() => {
  repository.remove();
});

const environments = ['dev', 'prod'].map((name) => ({
  name,
  account: '333333333333',
  region: 'eu-west-1',
  stacks: [],
  owns: () => false,
}));
const find = (name: string) => findFrom(name, repository.folder, { environments });

describe('--from', () => {
  test.each([
    ['a tag', () => 'v1.0'],
    ['a commit', () => first],
    ['the beginning of a commit', () => first.slice(0, 10)],
    ['a way back', () => 'main~1'],
  ])('takes %s', async (_what, name) => {
    expect(await find(name())).toEqual({ name: name(), commit: first });
  });

  test.each(['v9.9', '', 'HEAD:a.txt', 'main~7', '--all'])(
    'refuses "%s", with the field, the value and what to do',
    async (name) => {
      await expect(find(name)).rejects.toThrow(UnknownFrom);
      await expect(find(name)).rejects.toThrow(
        `--from: "${name}" is no environment (dev, prod), and no commit, branch or tag of ${repository.folder}.`,
      );
      await expect(find(name)).rejects.toThrow(/git fetch --tags/);
    },
  );

  test('takes an environment, also where a branch has its name, which has a longer one', async () => {
    const [, prod] = environments;
    expect(await find('prod')).toEqual({ name: 'prod', environment: prod, hidesCommit: false });
    repository.git('branch', 'prod', 'v1.0');
    expect(await find('prod')).toMatchObject({ environment: prod, hidesCommit: true });
    expect(await find('refs/heads/prod')).toEqual({ name: 'refs/heads/prod', commit: first });
  });

  test('guesses what was meant', async () => {
    await expect(find('v1.9')).rejects.toThrow(/Did you mean "v1\.0"\?/);
  });
});

describe('accounts', () => {
  test('are bootstrapped again when what bootstrap is made of differs', async () => {
    repository.write('app.ts', 'export default {};');
    const config = repository.commit('feat: configure');
    expect(await bootstrapsAlike(repository.folder, first, config, ['app.ts'])).toBe(false);
  });

  test('control: but not for a text', async () => {
    const head = repository.git('rev-parse', 'HEAD');
    expect(await bootstrapsAlike(repository.folder, first, head, ['app.ts'])).toBe(true);
  });
});
