import { ids, stored, submissions } from './fakes';

describe('waypost submissions', () => {
  test.each([
    'list',
    'show',
    'export',
    'handle',
    'reply',
    'release',
    'erase',
    'restore',
    'redrive',
  ])('%s --help has examples and ends with 0', async (command) => {
    const { code, stderr } = await submissions(`${command} --help`);
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`Examples?:\\n  npx waypost submissions ${command} prod`));
    expect(stderr).toContain('--rehearsal');
    expect(stderr).toContain('--json');
  });

  test.each([
    ['list', "missing required argument 'environment'"],
    ['list dev --status lost', 'Allowed choices are received, parked, mailed, failed, spam'],
    ['list dev --since yesterday', "'--since <date>' argument 'yesterday' is invalid. Write a day"],
    ['list dev --since 2026-02-30', 'Write a day, such as 2026-11-24'],
    ['list dev --handled --unhandled', 'cannot be used with'],
    [`handle dev x --note ${'n'.repeat(2_001)}`, 'It has 2001 characters. Write at most 2000.'],
    ['handle dev', "missing required argument 'id'"],
    ['export dev', "required option '--format <format>' not specified"],
    ['export dev --format xml', 'Allowed choices are csv, jsonl'],
    ['export dev --format csv --json', '--json needs --output'],
    ['erase dev ada', "'ada' is invalid for argument 'e-mail'. Write an address"],
    [
      'list stage',
      'There is no environment "stage" in waypost.config.ts. Choose one of dev, prod.',
    ],
    ['restore dev', "required option '--from <table>' not specified"],
    ['lost dev', "unknown command 'lost'"],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, stdout, stderr, log } = await submissions(line);
    expect({ code, stdout, log }).toEqual({ code: 2, stdout: '', log: [] });
    expect(stderr).toContain(message);
  });

  test.each([
    ['list dev --since yesterday', '`npx waypost submissions list --help` has examples'],
    ['lost', '`npx waypost submissions --help` lists the commands'],
  ])('%s is answered with where its own help is', async (line, hint) => {
    expect((await submissions(line)).stderr).toContain(hint);
  });

  test.each([
    `show dev ${ids.spam}`,
    `handle dev ${ids.spam}`,
    `reply dev ${ids.mailed}`,
    `release dev ${ids.mailed}`,
    `redrive dev --id ${ids.mailed}`,
  ])('%s in a rehearsal names commands that stay in it', async (line) => {
    const world = { submissions: [stored()] };
    const named = async (flags: string) =>
      (await submissions(line + flags, world)).stderr.match(
        /npx waypost submissions \w+ dev[^`]*/g,
      );
    expect(await named('')).toEqual([expect.not.stringContaining('--rehearsal')]);
    expect(await named(' --rehearsal')).toEqual([expect.stringContaining('dev --rehearsal')]);
  });

  test.each([
    'list dev',
    `show dev ${ids.mailed}`,
    'export dev --format csv',
    `release dev ${ids.mailed}`,
    'erase dev ada@example.org --yes',
    'restore dev --from side --yes',
    'redrive dev',
  ])('%s refuses the credentials of another account before it looks or touches', async (line) => {
    const world = { account: '444444444444', submissions: [stored({ status: 'spam' })] };
    const { code, stdout, stderr, log } = await submissions(line, world);
    expect({ code, stdout, log }).toEqual({ code: 1, stdout: '', log: [] });
    expect(stderr).toMatch(/account 444444444444, but dev is account 222222222222/);
  });
});
