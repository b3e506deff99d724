import type { Account } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { REGIONS } from '../../../lib/config/fields/region';
import { CommandError } from '../terminal/command-error';
import type { Desk } from '../terminal/desk';
import { expectAccount } from '../terminal/expect-account';
import { confirm } from './confirm';
import type { DestroyPorts, StackCloud, StandingStack } from './ports';
import type { StackAddress } from '../../../lambdas/shared/stack-address';
import { expectIdle, notDeleted } from './refusals';
import { planLines, remainsLines } from './report-lines';

export interface LeftStack {
  readonly account: Pick<Account, 'name' | 'account' | 'region'>;
  readonly address: StackAddress;
  /** The stack's name once more, as the confirmation without a question. */
  readonly confirmed?: string | undefined;
  /** The arguments that the user typed, for messages. */
  readonly command: string;
}

/**
 * Deletes one stack that today's configuration does not deliver. When the user has typed its name, its
 * termination protection is switched off.
 * @throws CommandError STACK_NAME_INVALID, REGION_UNKNOWN, STACK_NOT_FOUND, STACK_NOT_OURS, STACK_DELIVERED,
 *   STACK_BUSY, NOT_CONFIRMED, CONFIRMATION_MISSING, STACK_NOT_DELETED
 */
export async function destroyLeftStack(
  config: Config,
  { account, address, confirmed, command }: LeftStack,
  cloud: StackCloud,
  { assemble, desk }: Pick<DestroyPorts, 'assemble'> & { readonly desk: Desk },
): Promise<void> {
  const { stackName, region } = address;
  expectAddress(address);
  await expectAccount(cloud, account.name, account);
  const stack = await cloud.find(address);
  if (!stack) {
    throw new CommandError(
      'STACK_NOT_FOUND',
      `Account ${account.account} has no stack ${stackName} in ${region}. Was it deleted before? Is the region right?`,
    );
  }
  expectOurs(config, stack);
  const { stacks } = await assemble(config);
  if (stacks.some((one) => one.stackName === stackName && one.region === region)) {
    throw new CommandError(
      'STACK_DELIVERED',
      `Nothing was deleted: waypost.config.ts and the code deliver ${stackName} to ${region}, so the next release ` +
        'would create it again. First release a commit that does not deliver it.',
    );
  }
  expectIdle([stack]);
  for (const line of planLines(stackName, [stack], await cloud.keeps(stack))) desk.note(line);
  await confirm(stackName, confirmed, desk);
  if (stack.protected) {
    desk.note(`Switching off the termination protection of ${stackName} ...`);
    await cloud.unprotect(stack);
  }
  desk.note(`Deleting ${stackName} in ${region} ...`);
  const faults = await cloud.remove(stack);
  if (faults.length > 0) throw notDeleted(stack, faults, command);
  desk.write(`${stackName} is gone.\n`);
  const remains = { kept: await cloud.kept(address), logGroups: [], bootstrap: [] };
  for (const line of remainsLines(remains)) desk.write(`${line}\n`);
}

/** CloudFormation also takes a stack's id for its name, and what is delivered is known by name. */
function expectAddress({ stackName, region }: StackAddress): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(stackName)) {
    throw new CommandError(
      'STACK_NAME_INVALID',
      `--stack: "${stackName}" is not the name of a stack. Give its name, such as waypost-prod-backup-copy, not its id or ARN.`,
    );
  }
  if (!REGIONS.includes(region)) {
    throw new CommandError(
      'REGION_UNKNOWN',
      `--region: AWS has no region "${region}". Give the region of the stack, such as eu-central-1.`,
    );
  }
}

function expectOurs({ project }: Config, { stackName, region, tags }: StandingStack): void {
  if (tags['project'] !== project) {
    throw new CommandError(
      'STACK_NOT_OURS',
      `Nothing was deleted: ${stackName} in ${region} has no tag project=${project}, so this project did not deploy it.`,
    );
  }
  if (tags['stack'] === 'bootstrap') {
    throw new CommandError(
      'STACK_NOT_OURS',
      `Nothing was deleted: ${stackName} was made by bootstrap. Its roles do the deploying and the deleting.`,
    );
  }
}
