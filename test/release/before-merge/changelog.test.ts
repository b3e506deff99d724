import { changelogProblems } from '../../../release/before-merge/changelog';

const LOG = '# Changelog\n\n## Unreleased\n\n- One thing.\n';

function problems(message: string, path: string, after = LOG): string[] {
  return changelogProblems([{ hash: 'a'.repeat(40), message, paths: [path] }], LOG, after);
}

describe('changelog', () => {
  test.each([
    ['feat(site): greet', 'site/static/style.css'],
    ['fix: count', 'lambdas/contact-form/core.ts'],
    ['perf: less', 'lib/naming.ts'],
    ['feat: one more domain', 'waypost.config.ts'],
    ['without a type', 'stages/application-stage.ts'],
    ['refactor!: rename every stack', 'lib/naming.ts'],
    ['build!: another Node', 'package.json'],
    ['docs: tell\n\nBREAKING CHANGE: bootstrap again', 'docs/security.md'],
  ])('needs a line for "%s" in %s', (message, path) => {
    expect(problems(message, path)).toEqual([
      expect.stringContaining(
        `aaaaaaaaaa "${message.split('\n')[0] ?? ''}" changes what is deployed`,
      ),
    ]);
  });

  test.each([
    ['refactor(lib): name it', 'lib/naming.ts'],
    ['test: hold it', 'lambdas/contact-form/core.ts'],
    ['feat(rehearsal): ask twice', 'rehearsal/runner/runner.ts'],
    ['fix(docs): a link', 'docs/dns.md'],
    ['Revert "feat: greet"', 'stages/application-stage.ts'],
    ['revert: greet', 'stages/application-stage.ts'],
  ])('needs none for "%s" in %s', (message, path) => {
    expect(problems(message, path)).toEqual([]);
  });

  test('is enough with one new line', () => {
    expect(problems('feat: greet', 'site/x', `${LOG}- It greets.\n`)).toEqual([]);
  });

  test.each([
    ['a heading', `${LOG}## 1.0.0\n`],
    ['a line less', '# Changelog\n'],
    ['the same line twice', `${LOG}- One thing.\n`],
  ])('control: %s is none', (_, after) => {
    expect(problems('feat: greet', 'site/x', after)).toHaveLength(1);
  });
});
