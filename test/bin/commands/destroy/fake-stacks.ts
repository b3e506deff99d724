import { CommandError } from '../../../../bin/commands/terminal/command-error';
import type {
  DeletionFault,
  KeptResource,
  StackCloud,
  StandingStack,
} from '../../../../bin/commands/destroy/ports';
import type { StackAddress } from '../../../../lambdas/shared/stack-address';
import type { Desk } from '../../../../bin/commands/terminal/desk';

export interface FakeStack extends Partial<Pick<StandingStack, 'status' | 'protected' | 'tags'>> {
  readonly faults?: readonly DeletionFault[];
  readonly keeps?: readonly Pick<KeptResource, 'logicalId' | 'physicalId' | 'resource'>[];
}

/** Stacks by name; those of other accounts, too. */
export class FakeStacks implements StackCloud {
  readonly removed: string[] = [];
  readonly groups: string[] = [];
  /** Regions that each stack was looked for in. */
  readonly asked = new Map<string, string>();
  readonly #kept: KeptResource[] = [];
  /** An account that nobody can look into. */
  closed?: string;

  constructor(
    readonly account: string,
    readonly stacks: Record<string, FakeStack>,
  ) {}

  accountId() {
    return Promise.resolve(this.account);
  }

  find({ stackName, region }: StackAddress): Promise<StandingStack | undefined> {
    this.asked.set(stackName, region);
    const stack = this.stacks[stackName];
    if (stack === undefined) return Promise.resolve(undefined);
    const { status = 'UPDATE_COMPLETE', protected: held = false, tags = {} } = stack;
    return Promise.resolve({
      ...{ stackName, region, stackId: stackName, status, tags },
      protected: held,
    });
  }

  findElsewhere(account: string, address: StackAddress) {
    if (account !== this.closed) return this.find(address);
    return Promise.reject(new CommandError('AWS_ACCESS_DENIED', 'AWS refused.'));
  }

  keeps({ stackName, region }: StandingStack): Promise<KeptResource[]> {
    const { keeps = [] } = this.stacks[stackName] ?? {};
    return Promise.resolve(keeps.map((one) => ({ stackName, region, ...one })));
  }

  kept({ stackName }: StackAddress): Promise<KeptResource[]> {
    return Promise.resolve(this.#kept.filter((one) => one.stackName === stackName));
  }

  unprotect({ stackName }: StandingStack): Promise<void> {
    this.stacks[stackName] = { ...this.stacks[stackName], protected: false };
    return Promise.resolve();
  }

  async remove(stack: StandingStack): Promise<DeletionFault[]> {
    const { faults = [], protected: held } = this.stacks[stack.stackName] ?? {};
    if (held) throw new Error('CloudFormation deletes no protected stack.');
    if (faults.length > 0) return [...faults];
    this.#kept.push(...(await this.keeps(stack)));
    this.removed.push(stack.stackName);
    Reflect.deleteProperty(this.stacks, stack.stackName);
    return [];
  }

  logGroups(_region: string, prefix: string): Promise<string[]> {
    return Promise.resolve(this.groups.filter((name) => name.startsWith(prefix)));
  }
}

/** A person who answers so, or nobody. */
export function fakeDesk(answer?: string) {
  const written: string[] = [];
  const notes: string[] = [];
  const questions: string[] = [];
  const desk: Desk = {
    write: (text) => written.push(text),
    note: (line) => notes.push(line),
    isScreen: false,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(answer);
    },
    save: () => Promise.reject(new Error('Nothing is saved.')),
    now: () => new Date(0),
  };
  return {
    desk,
    questions,
    text: () => written.join(''),
    notes: () => notes.join('\n'),
  };
}
