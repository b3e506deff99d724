import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
/** What runs TypeScript. */
const TYPESCRIPT = ['esbuild', 'tsx'];

/** What `bin/waypost.ts` has loaded when it ends: names of packages. */
function packagesLoadedBy(...args: string[]): string[] {
  const script = `
    process.on('exit', () => console.error('loaded ' + JSON.stringify(Object.keys(require.cache))));
    require('./bin/waypost.ts');`;
  const node = ['--import', 'tsx', '-e', script, '--', 'waypost', ...args];
  const { stderr } = spawnSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' });
  const [, files = '[]'] = /^loaded (.*)$/m.exec(stderr) ?? [];
  const names = (JSON.parse(files) as string[]).flatMap(
    (file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

describe('the command line', () => {
  test.each(['--help', 'submissions list --help'])(
    'loads no package but commander to answer `%s`',
    (args) => {
      expect(packagesLoadedBy(...args.split(' '))).toEqual(['commander', ...TYPESCRIPT]);
    },
  );

  test('control: what a command needs is seen', () => {
    expect(packagesLoadedBy('cost', 'nowhere')).toEqual(expect.arrayContaining(['zod']));
  });
});
