import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { repositoryRoot } from '../architecture/source-tree';

const page = readFileSync(join(repositoryRoot, 'docs/least-privilege.md'), 'utf8');

test('the files and the command that the page on least privilege names are there', () => {
  const named = [...page.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
  expect(page).toContain('npm run record-calls');
  expect(packageJson.scripts).toHaveProperty('record-calls');
});
