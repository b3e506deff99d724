/** The parts of a failure from which advice follows. */
export interface Failure {
  readonly provider: string;
  readonly status: string;
  readonly error: string;
}

interface Advice {
  readonly when: RegExp;
  readonly what: string;
}

/**
 * The first one that fits counts. docs/rehearsal.md, "When it goes wrong", says the same. A message may end
 * with the last lines of a log. So the rehearsal's own words are looked for only in the first line.
 */
const BY_MESSAGE: readonly Advice[] = [
  {
    when: /^planted by --break/,
    what: 'You asked for this fault, and it is over. Commit again: the next push is delivered.',
  },
  {
    when: /ROLLBACK_COMPLETE/,
    what: 'The stack’s first creation failed, and no later push can update it. Delete it, and the resources that it retained, with the commands above. They are the same on AWS.',
  },
  {
    when: /bucket exists, but we dont have access/i,
    what: 'The target account does not trust the tools account: bootstrap it again with `npx waypost bootstrap`.',
  },
  {
    when: /AccessDenied|not authorized|is not allowed to/i,
    what: 'The message names the role and the action: grant it in the stacks, or bootstrap the account again if it is the bootstrap’s role. Nothing else denies on AWS.',
  },
  {
    when: /^.*--patience/,
    what: 'Something hangs, or this machine is slow: `--patience 5` makes every time limit five times as long.',
  },
  {
    when: /^The emulator /,
    what: 'The emulator is no part of your release. Read the end of its log under “Prepare”, start again, and report it with that log.',
  },
];

const BY_PROVIDER: Readonly<Record<string, string>> = {
  CodeBuild:
    'Read the log from its first error, mend it and commit: the rehearsal treats the commit as a push.',
  CloudFormation:
    'The first resource that failed says why; the stack’s events under “Environments” have the order. Mend the stack and commit.',
  Lambda: 'The function reported a failure. Its message says what it found.',
  Manual: 'Nothing was deployed to this stage. A new commit asks again.',
};

/** What to do about it, in a sentence or two. */
export function adviceFor({ provider, status, error }: Failure): string {
  if (status === 'rejected') return BY_PROVIDER['Manual'] ?? '';
  const fitting = BY_MESSAGE.find(({ when }) => when.test(error));
  return fitting?.what ?? BY_PROVIDER[provider] ?? 'The message and the log say more.';
}
