import { appendFileSync, readFileSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HONEYPOT_FIELD } from '../../lambdas/contact-form/form-definition';
import { nodeModules, repositoryRoot } from '../../rehearsal/paths';
import { toLocal } from '../../rehearsal/emulator/coverage';
import { startEmulator, type Emulator } from '../../rehearsal/emulator/emulator';
import {
  DEV,
  emulatorOptions,
  PROD,
  temporaryDirectory,
  TOOLS,
} from '../emulator/support/running-emulator';
import { send } from '../emulator/support/http';
import {
  DOCUMENTS,
  learnt,
  sortCommands,
  textOf,
  typed,
  type Values,
} from '../helpers/command-plays';
import { eventually } from '../helpers/eventually';
import { story } from '../helpers/story';
import { blocksOf, codeIn, firstDifference } from '../helpers/documented-commands';
import { rowsBelow } from '../helpers/markdown-tables';
import { OwnerMachine, type Outcome } from './support/owner-machine';
import { PlayedPipeline } from './support/played-pipeline';
import { QuickClone } from './support/quick-clone';
import { codeConnections, disabledRegion } from './support/stand-ins';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

const step = story();
const page = readFileSync(join(repositoryRoot, 'docs/first-deployment.md'), 'utf8');
const blocks = blocksOf(page);
const CONNECTION =
  'arn:aws:codeconnections:eu-west-1:111111111111:connection/0f0e0d0c-0000-4000-8000-000000000001';

const repository = new QuickClone();
let directory: string;
let emulator: Emulator;
let connections: Awaited<ReturnType<typeof codeConnections>>;
let pipeline: PlayedPipeline;
let machine: OwnerMachine;
const rows = rowsBelow(page, 'Traps');
/** Trap -> what was printed. */
const traps = new Map<string, string>();
/** What the owner does before approving. */
let beforeApproval: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  directory = await temporaryDirectory();
  emulator = await startEmulator(emulatorOptions(directory));
  connections = await codeConnections(CONNECTION);
  symlinkSync(nodeModules, join(repository.folder, 'node_modules'));
  appendFileSync(join(repository.folder, '.git/info/exclude'), 'node_modules\n');
  pipeline = await PlayedPipeline.of(emulator, repository.folder, () => beforeApproval());
  repository.git('checkout', '--quiet', '-B', 'main');
  repository.git('remote', 'set-url', 'origin', pipeline.origin);
  repository.git('config', 'user.name', 'Owner');
  repository.git('config', 'user.email', 'owner@example.com');
  repository.git('push', '--quiet', 'origin', 'main');
  const accounts = { tools: TOOLS, dev: DEV, prod: PROD };
  machine = new OwnerMachine(repository.folder, emulator.endpoint, accounts, {
    AWS_ENDPOINT_URL_CODECONNECTIONS: connections.url,
  });
});
afterAll(async () => {
  await pipeline.end();
  await connections.close();
  await emulator.stop();
  machine.remove();
  repository.remove();
  await rm(directory, { recursive: true, force: true });
});

let played = 0;
/** Runs the blocks of the page's next section, and holds what they print against the page. */
async function expectSection(heading: string): Promise<void> {
  const section = blocks.slice(played).filter((block) => block.heading === heading);
  expect(section).not.toEqual([]);
  for (const block of section) await expectBlock(block);
}

async function expectBlock(block: (typeof blocks)[number]): Promise<void> {
  expect(block).toBe(blocks[played]);
  played += 1;
  const outcome = await machine.run(block.commands);
  const wrong = /^ {2}wrong /m.test(block.prints ?? '');
  expect({
    commands: block.commands,
    ...outcome,
    difference: firstDifference(block.prints ?? '', outcome.output),
  }).toEqual({
    commands: block.commands,
    code: wrong ? 1 : 0,
    output: outcome.output,
    difference: undefined,
  });
}

/** The remedy that the page names for a trap: a command, or what a message says. */
function remedyOf(trap: string): string {
  const [, , remedy = ''] = rows.find(([name]) => name === trap) ?? [];
  return codeIn(remedy).at(-1) ?? '';
}

/** Notes what a trap prints. */
async function fallInto(trap: string, running: Promise<Outcome>): Promise<void> {
  const { code, output } = await running;
  expect({ trap, code, output }).toMatchObject({ code: 1 });
  traps.set(trap, output);
}

describe('the first deployment, as its page says', () => {
  test(
    'signs in and connects the repository; a connection that nobody has authorised is named',
    step(async () => {
      await expectSection('1. Sign in to each account');
      await expectSection('2. Connect the repository');
      await machine.run(
        'for account in dev prod; do aws sesv2 put-account-details --profile $account --no-production-access-enabled ' +
          '--mail-type TRANSACTIONAL --website-url https://example.com; done',
      );
    }),
  );

  test(
    'configures, and says what it costs',
    step(async () => {
      repository.edit('waypost.config.ts', (text) =>
        text.replace(/'arn:aws:codeconnections:[^']*'/, `'${CONNECTION}'`),
      );
      repository.edit('waypost.config.ts', (text) =>
        text.replaceAll('delegated: true', 'delegated: false'),
      );
      await expectSection('3. Configure');
      await fallInto(
        'Connection pending',
        machine.run('AWS_PROFILE=tools npx waypost doctor tools'),
      );
      connections.signIn();
    }),
  );

  test(
    'bootstraps; a disabled region, a wrong account, a missing trust and a taken name are named',
    step(async () => {
      const region = await disabledRegion();
      const variables = { AWS_ENDPOINT_URL_STS: region.url };
      await fallInto(
        'Region disabled',
        machine.run('AWS_PROFILE=tools npx waypost bootstrap tools', variables),
      );
      await region.close();
      await fallInto(
        "Wrong account's credentials",
        machine.run('AWS_PROFILE=dev npx waypost bootstrap prod'),
      );
      const places = ['eu-west-1', 'us-east-1'].map((one) => `aws://${DEV}/${one}`).join(' ');
      await machine.run(
        `AWS_PROFILE=dev npx cdk bootstrap ${places} --app '' --no-notices ` +
          '--cloudformation-execution-policies arn:aws:iam::aws:policy/ReadOnlyAccess',
      );
      await fallInto('Missing trust', machine.run('AWS_PROFILE=dev npx waypost doctor dev'));
      await machine.run(
        `aws s3api create-bucket --profile prod --bucket cdk-hnb659fds-assets-${PROD}-eu-west-1 ` +
          '--create-bucket-configuration LocationConstraint=eu-west-1',
      );
      await fallInto('Name taken', machine.run('AWS_PROFILE=prod npx waypost bootstrap prod'));
      await machine.run(`AWS_PROFILE=prod ${remedyOf('Name taken')}`);

      await expectSection('4. Bootstrap each account');
    }),
  );

  test(
    'pushes, and deploys the pipeline',
    step(async () => {
      await expectSection('5. Push');
      await expectSection('6. Deploy the pipeline');
    }),
  );

  test(
    'releases when the sender is confirmed and a person has approved',
    step(async () => {
      const [asking, state] = blocks.slice(played);
      if (!asking || !state) throw new Error('The page has too few blocks.');
      // The emulator confirms each address at once.
      const sender = '--profile dev --email-identity owner@example.com';
      beforeApproval = async () => {
        await machine.run(`aws sesv2 delete-email-identity ${sender}`);
        await expectBlock(asking);
        await fallInto('Unconfirmed address', machine.run(asking.commands));
        await machine.run(`AWS_PROFILE=dev ${remedyOf('Unconfirmed address')}`);
        const { output } = await machine.run('AWS_PROFILE=dev npx waypost doctor dev');
        expect(output).not.toContain('is not verified');
      };
      const delivery = await pipeline.deliver(repository.git('rev-parse', 'HEAD'));
      expect(delivery).toMatchObject({ outcome: 'succeeded' });
      await expectBlock(state);
      await fallInto('Sandbox of SES', machine.run('AWS_PROFILE=prod npx waypost doctor prod'));
    }),
  );

  test(
    'takes the first message',
    step(async () => {
      const [address, list] = blocks.slice(played);
      if (!address || !list) throw new Error('The page has too few blocks.');
      await expectBlock(address);
      await writeMessage('Hello');
      await eventually(async () =>
        (await emulator.mails()).find(({ text }) => text.includes('Hello')),
      );
      await expectBlock(list);
      expect(blocks.slice(played)).toEqual([]);
    }),
  );

  test(
    'gives for each trap the error and the remedy that the page names',
    step(() => {
      expect(rows.map(([trap]) => trap).sort()).toEqual([...traps.keys()].sort());
      const missing = rows.flatMap(([trap = '', see = '']) =>
        [...codeIn(see), remedyOf(trap)]
          .filter((text) => !traps.get(trap)?.includes(text))
          .map((text) => `${trap}: ${text} is not in\n${traps.get(trap) ?? ''}`),
      );
      expect(missing).toEqual([]);
    }),
  );
});

describe('what an operator does', () => {
  let values: Values = {
    project: 'waypost',
    env: 'waypost-prod',
    environment: 'prod',
    account: PROD,
    domain: 'example.com',
    'domain or sender': 'owner@example.com',
    'e-mail': 'ada@example.org',
    stack: 'waypost-prod-contact',
    user: 'leaver',
    role: 'people',
    copyTo: 'eu-west-1',
    'region of the pipeline': 'eu-west-1',
    webhook: 'crm',
  };

  test(
    'has the options of which the documents speak, once they are deployed',
    step(async () => {
      repository.edit('waypost.config.ts', (text) =>
        text.replace(
          "kind: 'production',",
          "kind: 'production', ownersPage: true, webhooks: [{ name: 'crm', form: 'contact', content: true }],",
        ),
      );
      const { code, output } = await machine.run(
        [
          'export AWS_PROFILE=prod',
          'npx waypost bootstrap prod',
          'git commit --quiet -am "feat: show messages to the owner, and tell the CRM"',
          'git push --quiet origin main',
          'npx waypost deploy --environment prod --without-approval --yes',
        ].join(' && '),
      );
      expect({ code, output }).toMatchObject({ code: 0 });
    }),
  );

  for (const document of DOCUMENTS) {
    test(
      `every command of ${document} that is not marked runs, and prints what it should`,
      step(() => expectCommands(document)),
    );
  }

  async function expectCommands(document: string): Promise<void> {
    const wrong: string[] = [];
    values = { ...values, id: await writeSpam(document), time: new Date().toISOString() };
    for (const { block, play } of sortCommands(textOf(document)).played) {
      const { as = 'prod', before, code = 0, prints } = play;
      const run = (commands: string) => machine.run(`export AWS_PROFILE=${as}\n${commands}`);
      const prepared = before === undefined ? '' : (await run(before)).output;
      values = { ...values, ...learnt(play, prepared) };
      const commands = typed(block, play, values);
      const outcome = await run(commands);
      values = { ...values, ...learnt(play, outcome.output) };
      if (outcome.code === code && prints.test(outcome.output)) continue;
      wrong.push(`${commands}\n${prepared}exit code ${String(outcome.code)}\n${outcome.output}`);
    }
    expect(wrong.join('\n---\n')).toBe('');
  }

  /** A message with the trap filled in, which differs from earlier ones. @returns its id, once it is stored */
  async function writeSpam(message: string): Promise<string> {
    await writeMessage(message, { [HONEYPOT_FIELD]: 'x' });
    return eventually(async () => {
      const { output } = await machine.run(
        'AWS_PROFILE=prod npx waypost submissions list prod --status spam --json',
      );
      const listed = JSON.parse(output) as { id: string; values: { message: string } }[];
      return listed.find(({ values: { message: stored } }) => stored === message)?.id;
    });
  }
});

let visitors = 0;
/** As a browser without JavaScript sends it, each time of another visitor: one address may send only a few. */
async function writeMessage(
  message: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { output } = await machine.run(
    'aws cloudformation describe-stacks --profile prod --stack-name waypost-prod-contact --output text ' +
      `--query "Stacks[0].Outputs[?OutputKey=='ContactApiUrl'].OutputValue"`,
  );
  const { status } = await send(
    `${toLocal(output.trim(), await emulator.endpoints())}/forms/contact`,
    {
      method: 'POST',
      from: `127.0.1.${(visitors += 1)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        name: 'Ada',
        email: 'ada@example.org',
        message,
        ...more,
      }).toString(),
    },
  );
  expect(status).toBe(303);
}
