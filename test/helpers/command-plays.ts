import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeIn, commandsOf, type DocumentedBlock } from './documented-commands';
import { rowsBelow } from './markdown-tables';

/** Documents of which every command is run, in the order of the test. */
export const DOCUMENTS = ['disaster-recovery.md', 'playbooks.md', 'runbook.md'] as const;
/** Heading of the table of commands that a document marks as not run. */
const MARKED = 'What needs AWS';

export function textOf(document: string): string {
  return readFileSync(join(__dirname, '../../docs', document), 'utf8');
}

export interface Sorted {
  /** Each different command once, with its play. */
  readonly played: readonly { readonly block: DocumentedBlock; readonly play: Play }[];
  /** What is wrong with the document. */
  readonly faults: readonly string[];
}

/** Each command of a document must be run, or marked with the reason; not both. Whichever names more of it counts. */
export function sortCommands(markdown: string, plays: readonly Play[] = PLAYS): Sorted {
  const marks = rowsBelow(markdown, MARKED).map(([command = '', why = '']) => ({
    command: codeIn(command)[0] ?? '',
    why,
  }));
  const blocks = commandsOf(markdown).filter(({ heading }) => heading !== MARKED);
  const different = blocks.filter(
    (block, index) => blocks.findIndex(({ commands }) => commands === block.commands) === index,
  );
  const sorted = different.map((block) => {
    const play = longest(block.commands, plays);
    const mark = longest(block.commands, marks);
    const [played, marked] = [play?.command.length ?? 0, mark?.command.length ?? 0];
    return { block, play: played >= marked ? play : undefined, marked: marked >= played && mark };
  });
  return {
    played: sorted.flatMap(({ block, play }) => (play ? [{ block, play }] : [])),
    faults: [
      ...sorted
        .filter(({ play, marked }) => Boolean(play) === Boolean(marked))
        .map(
          ({ block, play }) =>
            `${block.commands} is ${play ? 'run and marked' : 'neither run nor marked'}`,
        ),
      ...marks
        .filter(({ command }) => !blocks.some(({ commands }) => commands.startsWith(command)))
        .map(({ command }) => `${command} is marked, and not in the document`),
      ...marks.filter(({ why }) => why === '').map(({ command }) => `${command} has no reason`),
    ],
  };
}

/** Of a webhook that is no longer configured: the function drops it. */
const DEAD_LETTER = {
  type: 'submission.mailed',
  id: 'c0ffee00-0000-4000-8000-000000000002',
  form: 'contact',
  receivedAt: '2026-11-01T00:00:00Z',
  mailedAt: '2026-11-01T00:00:01Z',
  destination: 'owner',
  webhook: 'gone',
};

/** How a test runs a documented command. */
export interface Play {
  /** Beginning of the command, as the document has it. The longest that fits counts. */
  readonly command: string;
  /** Profile; `prod` if it is not set. */
  readonly as?: 'tools' | 'dev';
  /** Placeholder -> value, besides those of every command. */
  readonly fill?: Readonly<Record<string, string>>;
  /** The answer to what the command asks on a terminal. */
  readonly adds?: string;
  /** Exit code; 0 if it is not set. */
  readonly code?: number;
  readonly prints: RegExp;
  /** Commands that make what it needs. */
  readonly before?: string;
  /** Placeholder -> where its value is in what these commands or the command itself print. Also for later ones. */
  readonly learns?: Readonly<Record<string, RegExp>>;
}

export type Values = Readonly<Record<string, string>>;

export function learnt({ learns = {} }: Play, printed: string): Values {
  const found = Object.entries(learns).flatMap(([name, from]) => {
    const value = from.exec(printed)?.[1];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found) as Values;
}

/** What the test types for a documented command. @throws Error if the document names what nobody knows */
export function typed(
  block: DocumentedBlock,
  { fill = {}, adds = '' }: Play,
  values: Values,
): string {
  const known = { ...values, ...fill };
  const filled = block.commands.replace(/<([^<>]+)>/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`${block.commands}: what is <${name}>?`);
    return value;
  });
  return `${filled}${adds}`;
}

/** The one with the longest beginning of a command. */
function longest<Named extends { readonly command: string }>(
  commands: string,
  named: readonly Named[],
): Named | undefined {
  return named
    .filter(({ command }) => commands.startsWith(command))
    .sort((a, b) => b.command.length - a.command.length)[0];
}

const NOTHING = /^/;

/** For docs/disaster-recovery.md, in its order. */
const RECOVERY: readonly Play[] = [
  {
    command: 'aws backup describe-region-settings',
    prints: /true|false|null|None/,
  },
  { command: 'npx waypost drill restore', adds: ' --yes', prints: /restor/i },
  { command: 'table=$(aws', prints: /waypost-prod-restore-/ },
  { command: 'aws dynamodb update-time-to-live', prints: /expiresAt/ },
  { command: 'aws dynamodb delete-item', prints: NOTHING },
  { command: 'npx waypost submissions restore', adds: ' --yes', prints: /1 / },
  {
    command: 'npx waypost submissions erase',
    adds: ' --yes',
    prints: /Erased from ada@example\.org/,
  },
  { command: 'aws dynamodb delete-table', prints: /DELETING/ },
  { command: 'aws dynamodb list-backups', prints: /BackupSummaries/ },
  { command: 'aws backup describe-backup-vault', prints: /"Locked": (true|false)/ },
];

/** For docs/playbooks.md, in its order. */
const PLAYBOOKS: readonly Play[] = [
  {
    command: 'aws iam update-access-key',
    before: 'aws iam create-user --user-name leaver; aws iam create-access-key --user-name leaver',
    learns: { key: /"AccessKeyId": "(\w+)"/ },
    prints: NOTHING,
  },
  {
    command: 'aws iam put-role-policy',
    before:
      "aws iam create-role --role-name people --assume-role-policy-document '" +
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"333333333333"}}]}\'',
    prints: NOTHING,
  },
  { command: 'aws cloudtrail lookup-events', prints: NOTHING },
  { command: 'aws iam get-access-key-last-used', prints: /leaver/ },
  { command: 'aws iam delete-role-policy', prints: NOTHING },
  { command: 'aws iam delete-access-key', prints: NOTHING },
  { command: 'aws lambda invoke --function-name <env>-drift', prints: /StatusCode/ },
  { command: 'aws route53 list-hosted-zones-by-name', prints: /hostedzone[^]*ns-/ },
  { command: 'aws sesv2 get-account', prints: /HEALTHY\s+True/i },
  { command: 'npx waypost submissions reply', prints: /To: / },
  { command: 'aws backup list-recovery-points-by-backup-vault', prints: NOTHING },
  { command: 'npx waypost bootstrap <environment>', prints: /bootstrapped/ },
  { command: 'npx waypost bootstrap tools', as: 'tools', prints: /bootstrapped/ },
  {
    command: 'npx waypost submissions export',
    adds: ' && rm messages.csv',
    prints: /exported to messages\.csv/,
  },
  { command: 'aws codepipeline get-pipeline-state', as: 'tools', prints: /Succeeded/ },
  {
    command: 'aws cloudformation describe-stacks --stack-name <project>',
    as: 'tools',
    prints: /COMPLETE/,
  },
  { command: 'aws iam list-users', prints: /leaver[^]*owner@example\.com/ },
];

/** For docs/runbook.md, in its order; the last takes dev down. */
const RUNBOOK: readonly Play[] = [
  { command: 'npx waypost submissions list', prints: /\d+ submissions? in prod/ },
  { command: 'npx waypost submissions list <environment> --status spam', prints: /in prod/ },
  // Nothing is parked while SES sends.
  { command: 'npx waypost submissions list prod --status parked', prints: /in prod/ },
  { command: 'npx waypost submissions show', prints: /honeypot/ },
  { command: 'npx waypost submissions release', prints: /Released/ },
  { command: 'npx waypost submissions redrive', prints: /0|no messages/i },
  {
    command: 'git revert',
    adds: ' --no-edit HEAD && git reset --quiet --hard HEAD~1',
    prints: /Revert/,
  },
  { command: 'npx waypost doctor', code: 1, prints: /prod \(account 333333333333/ },
  {
    command: 'npx waypost doctor tools',
    as: 'tools',
    code: 1,
    prints: /tools \(account 111111111111/,
  },
  {
    command: 'aws lambda invoke --function-name <env>-service-levels',
    prints: /"StatusCode": 200/,
  },
  {
    command: 'aws sesv2 delete-email-identity-policy',
    before:
      'aws sesv2 create-email-identity-policy --email-identity owner@example.com --policy-name waypost-sender ' +
      '--policy \'{"Version":"2012-10-17","Statement":[]}\'',
    prints: NOTHING,
  },
  { command: 'aws cloudformation describe-stack-resource-drifts', prints: /StackResourceDrifts/ },
  {
    command: 'npx waypost webhooks test',
    before: 'npx waypost webhooks set prod crm <<< https://crm.invalid/messages',
    code: 1,
    prints: /The receiver of crm cannot be reached/,
  },
  {
    command: 'npx waypost webhooks set',
    adds: ' <<< https://crm.invalid/messages',
    prints: /The address of crm in prod is set/,
  },
  {
    command: 'npx waypost webhooks redrive',
    before: [
      'queue=$(aws sqs get-queue-url --queue-name waypost-prod-webhooks-dead-letter --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$queue" --message-body '${JSON.stringify(DEAD_LETTER)}'`,
    ].join('\n'),
    prints: /^\d+ messages? put back on the queue$[^]*c0ffee00-0000-4000-8000-000000000002/m,
  },
  {
    command: 'aws cognito-idp list-users --user-pool-id <pool>',
    // AWS makes a password that the pool's policy allows. The emulator makes one that is too short.
    before: [
      'pool=$(aws cloudformation describe-stacks --stack-name waypost-prod-contact --query "Stacks[0].Outputs[?OutputKey==\'OwnersPagePeople\'].OutputValue" --output text)',
      'aws cognito-idp admin-create-user --user-pool-id $pool --username ada@example.org \\',
      '  --user-attributes Name=email,Value=ada@example.org Name=email_verified,Value=true --temporary-password Correct-horse-1-battery',
      'echo "the pool is $pool"',
    ].join('\n'),
    learns: { pool: /the pool is (\S+)/ },
    prints: /ada@example\.org/,
  },
  { command: 'aws cognito-idp admin-user-global-sign-out', prints: NOTHING },
  { command: 'aws cognito-idp admin-delete-user', prints: NOTHING },
  { command: 'npx waypost deploy', as: 'tools', prints: /The pipeline starts now/ },
  { command: 'npx waypost diff', prints: /prod/ },
  { command: 'queue=$(aws sqs get-queue-url', prints: NOTHING },
  { command: 'aws sqs purge-queue --queue-url "$queue"', prints: NOTHING },
  {
    command: 'aws sqs purge-queue --queue-url "$(aws sqs get-queue-url --queue-name <project>',
    as: 'tools',
    prints: NOTHING,
  },
  {
    command: 'npx waypost destroy tools --stack',
    as: 'tools',
    adds: ' --yes waypost-pull-requests',
    code: 1,
    prints: /deliver waypost-pull-requests/,
  },
  {
    command: 'npx waypost destroy <environment>',
    as: 'dev',
    fill: { environment: 'dev' },
    adds: ' --yes dev',
    prints: /dev is gone/,
  },
  {
    command: 'npx waypost destroy tools',
    as: 'tools',
    adds: ' --yes tools',
    code: 1,
    prints: /prod still exists|cannot see whether/,
  },
];

export const PLAYS: readonly Play[] = [...RECOVERY, ...PLAYBOOKS, ...RUNBOOK];
