import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import {
  environmentStacks,
  type StackId,
} from '../../../lib/config/environment/environment-stacks';
import { environmentRegions } from '../../../lib/config/regions';
import { environmentNames, pipelineNames } from '../../../lib/naming';
import { CommandError } from '../terminal/command-error';
import { choice, environmentNamed } from '../terminal/environment-named';
import { expectAccount } from '../terminal/expect-account';
import type { DeployPorts, Repository } from './ports';

export interface EnvironmentDeployment {
  /** Its name in the configuration. */
  readonly environment: string;
  /** The end of the stack's name; unset for all stacks. */
  readonly stack?: string | undefined;
  /** Does not deploy the stacks that it depends on. */
  readonly exclusively: boolean;
  /** Deploys although the pipeline waits for a person there. */
  readonly withoutApproval: boolean;
  /** The CDK CLI does not ask before it broadens permissions. */
  readonly confirmed: boolean;
  readonly rehearsal: boolean;
}

/**
 * Deploys the working tree to one environment, without the pipeline.
 * @throws CommandError UNKNOWN_ENVIRONMENT, UNKNOWN_STACK, APPROVAL_NEEDED, NOT_BOOTSTRAPPED, CDK_FAILED
 */
export async function deployEnvironment(
  config: Config,
  deployment: EnvironmentDeployment,
  ports: DeployPorts,
): Promise<void> {
  const environment = environmentNamed(config, deployment.environment);
  const pattern = stackPattern(config, environment, deployment.stack);
  if (environment.approval && !deployment.withoutApproval) {
    throw approvalNeeded(environment.name);
  }
  const account = ports.open(environment, deployment.rehearsal);
  await expectAccount(account, environment.name, environment);
  for (const region of environmentRegions(environment)) {
    if (await account.isBootstrapped(region)) continue;
    throw new CommandError(
      'NOT_BOOTSTRAPPED',
      `${environment.name} is not bootstrapped in ${region}. Run \`npx waypost bootstrap ${environment.name}\`.`,
    );
  }

  for (const line of await unpushed(ports.git, config.source.branch)) ports.print(line);
  ports.print(`Deploying ${pattern} to account ${environment.account}, without the pipeline`);
  await ports.cdk(
    [
      'deploy',
      pattern,
      ...(deployment.exclusively ? ['--exclusively'] : []),
      // Otherwise the CLI asks, and refuses if nobody can be asked.
      ...(deployment.confirmed ? ['--require-approval', 'never'] : []),
      '--no-notices',
    ],
    account.environment,
  );
  for (const line of aftermath(environment, config.source.branch)) ports.print(line);
}

/** Argument of `cdk deploy`: the construct path of one stack, or of all in the environment. */
export function stackPattern(
  { project }: Pick<Config, 'project'>,
  environment: EnvironmentConfig,
  stack?: string,
): string {
  const stage = `${pipelineNames(project).stack}/${environment.name}`;
  if (stack === undefined) return `${stage}/*`;
  const named = environmentNames(project, environment.name).stacks;
  const ids = Object.keys(environmentStacks(environment)) as StackId[];
  const endings = ids.map((id) => named[id].slice(`${project}-${environment.name}-`.length));
  const id = ids[endings.indexOf(stack.toLowerCase())];
  if (id !== undefined) return `${stage}/${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  throw new CommandError(
    'UNKNOWN_STACK',
    `${environment.name} has no stack "${stack}" as it is configured. ${choice(stack.toLowerCase(), endings)}`,
  );
}

function approvalNeeded(name: string): CommandError {
  return new CommandError(
    'APPROVAL_NEEDED',
    [
      `${name} needs an approval in the pipeline. This command bypasses the pipeline: nobody reviews the diff, no smoke`,
      'test runs, and your working tree is deployed, pushed or not. If you want that, add --without-approval.',
      'Afterwards:',
      ...consequences(name),
    ].join('\n'),
  );
}

function consequences(name: string): string[] {
  return [
    `  If a release waits for approval of ${name}, its check will stop it: the reviewed state has changed.`,
    '  Release that change again, and approve its new diff.',
    '  The next release deploys its own commit, and undoes changes that you have not pushed.',
  ];
}

function aftermath({ name, approval }: EnvironmentConfig, branch: string): string[] {
  return [
    `${name} now differs from the pipeline's last release, and its smoke test did not run.`,
    `Push the changes that you want to keep to ${branch}.`,
    ...(approval ? consequences(name) : []),
  ];
}

/** Warns of changes that the branch does not have. They are deployed all the same. */
async function unpushed(git: Repository, branch: string): Promise<string[]> {
  if (!(await git.isRepository())) return [];
  const changes = await git.changes();
  if (changes.length > 0) {
    return [
      'There are uncommitted changes, which the next release undoes:',
      ...changes.map(indented),
    ];
  }
  const [head, pushed] = [await git.head(), await git.pushed(branch).catch(() => undefined)];
  return head === pushed
    ? []
    : [`HEAD is ${head ?? 'no commit'}, but ${branch} at the remote "origin" is another commit.`];
}

function indented(line: string): string {
  return `  ${line}`;
}
