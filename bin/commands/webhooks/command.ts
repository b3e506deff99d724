import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import { EXAMPLES } from './examples';
import type { WebhooksPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<WebhooksPorts> = async (root) =>
  (await import('./adapters.js')).webhooksPorts(root);

interface Common {
  readonly json?: true;
  readonly rehearsal?: true;
}

/** Adds `webhooks`: where other systems are told of messages, and what they could not be told. */
export function addWebhooksCommand(
  program: Command,
  project: Project,
  ports: Given<WebhooksPorts> = adapters,
): void {
  const webhooks = program
    .command('webhooks')
    .description('set and test the addresses that are told of messages')
    .showHelpAfterError('(`npx waypost webhooks --help` lists the commands)')
    .addHelpText('after', EXAMPLES.webhooks);

  const open = async (name: string, { rehearsal, json }: Common) => {
    const given = await ports(project.root);
    const { cloud, desk, label, environment } = await action().openEnvironment(
      project.config(),
      name,
      rehearsal ?? false,
      given,
    );
    const { readAddress } = given;
    return { cloud, desk, label, json: json ?? false, webhooks: environment.webhooks, readAddress };
  };

  command('list', 'list the webhooks of an environment').action(
    async (environment: string, flags: Common) => {
      await action().list(await open(environment, flags));
    },
  );

  withWebhook(command('set', 'set the address of a webhook, and make its signing secret')).action(
    async (environment: string, webhook: string, flags: Common) => {
      await action().set(webhook, await open(environment, flags));
    },
  );

  withWebhook(command('rotate', 'make another signing secret; the one before signs, too')).action(
    async (environment: string, webhook: string, flags: Common) => {
      await action().rotate(webhook, await open(environment, flags));
    },
  );

  withWebhook(command('unset', 'delete the address and the signing secrets of a webhook')).action(
    async (environment: string, webhook: string, flags: Common) => {
      await action().unset(webhook, await open(environment, flags));
    },
  );

  withWebhook(command('test', 'send a test event')).action(
    async (environment: string, webhook: string, flags: Common) => {
      await action().test(webhook, await open(environment, flags));
    },
  );

  command('redrive', 'try again what could not be told').action(
    async (environment: string, flags: Common) => {
      await action().redrive(await open(environment, flags));
    },
  );

  function command(name: Exclude<keyof typeof EXAMPLES, 'webhooks'>, description: string): Command {
    return webhooks
      .command(name)
      .description(description)
      .showHelpAfterError(`(\`npx waypost webhooks ${name} --help\` has examples)`)
      .argument('<environment>', 'name of an environment in waypost.config.ts')
      .option('--json', 'print JSON on stdout, and nothing else')
      .option('--rehearsal', 'use the running rehearsal instead of AWS')
      .addHelpText('after', EXAMPLES[name]);
  }
}

function withWebhook(command: Command): Command {
  return command.argument('<webhook>', "name of one of the environment's webhooks");
}
