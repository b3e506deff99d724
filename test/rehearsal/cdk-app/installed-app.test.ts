import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findApp } from '../../../rehearsal/cdk-app/installed-app';
import { ScratchRepository } from '../../end-to-end/support/scratch-repository';

let repository: ScratchRepository;
let saved: readonly (readonly [string, string | undefined])[];
beforeEach(() => {
  repository = new ScratchRepository();
  saved = ['PATH', 'VIRTUAL_ENV'].map((name) => [name, process.env[name]] as const);
  process.env['PATH'] = '/usr/bin:/bin';
  Reflect.deleteProperty(process.env, 'VIRTUAL_ENV');
});
afterEach(() => {
  repository.remove();
  for (const [name, value] of saved) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

const SETTINGS = '{"app":"npx tsx app.ts"}';

function install(folder = ''): void {
  mkdirSync(join(repository.folder, folder, 'node_modules', 'aws-cdk'), { recursive: true });
}

function commit(path = 'cdk.json', text = SETTINGS): void {
  repository.git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(repository.folder, path, '..'), { recursive: true });
  repository.write('.gitignore', 'node_modules\n');
  repository.write(path, text);
  repository.commit('feat: begin');
}

const found = (folder = '') => findApp(join(repository.folder, folder), false);

describe('a folder with a CDK app', () => {
  test('is found with its packages', async () => {
    commit();
    install();
    const nodeModules = join(repository.folder, 'node_modules');
    expect(await findApp(repository.folder, false)).toEqual({
      directory: '',
      packages: new Map([['', nodeModules]]),
      tools: { path: [] },
    });
  });

  test('may be below the top of its repository, and its packages in both', async () => {
    commit('apps/site/cdk.json');
    install();
    mkdirSync(join(repository.folder, 'apps/site/node_modules'));
    const { directory, packages } = await findApp(join(repository.folder, 'apps/site'), false);
    expect(directory).toBe('apps/site');
    expect([...packages.keys()]).toEqual(['apps/site', '']);
  });

  test('with a cdk.json that is not committed is one when uncommitted files are rehearsed', async () => {
    commit('README.md', 'text');
    install();
    repository.write('cdk.json', SETTINGS);
    await expect(found()).rejects.toThrow(/cdk\.json is not committed.*--working-tree/);
    expect(await findApp(repository.folder, true)).toMatchObject({ directory: '' });
  });

  test('is none that is not there', async () => {
    await expect(found('nowhere')).rejects.toThrow(/--app: there is no folder .*nowhere\./);
  });

  test('is none outside a git repository', async () => {
    repository.write('cdk.json', SETTINGS);
    await expect(found()).rejects.toThrow(/is not in a git repository.*git init/);
  });

  test('is none before the first commit', async () => {
    repository.git('init', '--quiet');
    repository.write('cdk.json', SETTINGS);
    await expect(found()).rejects.toThrow(/has no commit yet/);
  });

  test('is none without cdk.json', async () => {
    commit('README.md', 'text');
    await expect(found()).rejects.toThrow(/has no cdk\.json\. Give the folder of a CDK app/);
  });

  test.each(['{}', '[', '{"app":1}', 'null'])('is none with the cdk.json %s', async (text) => {
    commit('cdk.json', text);
    await expect(found()).rejects.toThrow(/cdk\.json has no `app`/);
  });

  test('is none without a CDK CLI among its packages or on the PATH', async () => {
    commit();
    await expect(found()).rejects.toThrow(/no `aws-cdk` in its node_modules.*npm ci/);
  });

  test('has a CDK CLI that is installed globally, and not the one of the packages of Waypost', async () => {
    commit();
    for (const folder of ['global/bin', 'node_modules/.bin']) {
      mkdirSync(join(repository.folder, folder), { recursive: true });
      repository.write(`${folder}/cdk`, '');
    }
    const system = process.env['PATH'] ?? '';
    const ours = join(repository.folder, 'node_modules', '.bin');
    process.env['PATH'] = `${system}:${ours}`;
    await expect(found()).rejects.toThrow(/no `cdk` on your PATH/);
    process.env['PATH'] = `${system}:${ours}:${join(repository.folder, 'global', 'bin')}`;
    expect(await found()).toMatchObject({
      tools: { npmPrefix: join(repository.folder, 'global') },
    });
  });

  test('in Python has the packages of its virtual environment, or of the active one', async () => {
    commit('apps/site/cdk.json', '{"app":"python3 app.py"}');
    install();
    const environment = (folder: string) => {
      mkdirSync(join(repository.folder, folder), { recursive: true });
      repository.write(`${folder}/pyvenv.cfg`, '');
      return join(repository.folder, folder);
    };
    await expect(found('apps/site')).rejects.toThrow(
      /no virtual environment with its packages.*python3 -m venv/,
    );
    const active = environment('elsewhere');
    process.env['VIRTUAL_ENV'] = active;
    expect(await found('apps/site')).toMatchObject({ tools: { path: [join(active, 'bin')] } });
    const own = environment('.venv');
    expect(await found('apps/site')).toMatchObject({ tools: { path: [join(own, 'bin')] } });
  });
});
