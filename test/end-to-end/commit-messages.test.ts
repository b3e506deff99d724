import { runScript } from './support/waypost-cli';

async function problemsOf(...messages: string[]): Promise<string[]> {
  const { output } = await runScript('test/fixtures/lint-messages.ts', [], {
    input: JSON.stringify(messages),
  });
  return JSON.parse(output) as string[];
}

describe('commit messages', () => {
  test('may be those of Conventional Commits, and what git writes itself', async () => {
    expect(
      await problemsOf(
        'feat(site): greet visitors by name\n\nThey asked for it.',
        'fix!: forget who they are',
        'Revert "feat(site): greet visitors by name"\n\nThis reverts commit 0123456.',
        'build(deps): update dependency zod to v5',
      ),
    ).toEqual([]);
  });

  test('control: others are noticed, each by its commit and rule', async () => {
    expect(
      await problemsOf(
        'greet visitors',
        'feature: greet visitors',
        'feat: Greet Visitors.',
        `feat: ${'a'.repeat(100)}`,
      ),
    ).toEqual([
      expect.stringContaining('aaaaaaaaaa "greet visitors": subject may not be empty'),
      expect.stringContaining('type may not be empty'),
      expect.stringContaining('(type-enum)'),
      expect.stringContaining('(subject-case)'),
      expect.stringContaining('(subject-full-stop)'),
      expect.stringContaining('(header-max-length)'),
    ]);
  });
});
