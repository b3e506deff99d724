import {
  CloudFormationClient,
  type DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { StackAddress } from '../../../lambdas/shared/stack-address';
import { protectStacks, StackUnprotected } from '../../../release/protect-stacks/protect';

const DNS = { region: 'us-east-1', stackName: 'waypost-prod-dns' };
const STORAGE = { region: 'eu-west-1', stackName: 'waypost-prod-storage' };

interface World {
  /** Protected from the start. */
  readonly already?: readonly StackAddress[];
  readonly refuses?: Error;
  /** Answers that all is well, and changes nothing. */
  readonly forgets?: boolean;
}

/** The real function over a CloudFormation whose stacks are kept by region and name. */
async function protect(stacks: readonly StackAddress[], world: World = {}) {
  const on = new Set(
    (world.already ?? []).map(({ region, stackName }) => `${region}/${stackName}`),
  );
  const calls: string[] = [];
  const lines: string[] = [];
  const clientIn = (region: string) => {
    const client = new CloudFormationClient({ region });
    client.send = (command: DescribeStacksCommand | UpdateTerminationProtectionCommand) => {
      const stack = `${region}/${command.input.StackName}`;
      if (command instanceof UpdateTerminationProtectionCommand) {
        calls.push(stack);
        if (world.refuses) return Promise.reject(world.refuses);
        if (!world.forgets && command.input.EnableTerminationProtection === true) on.add(stack);
        return Promise.resolve({});
      }
      return Promise.resolve({ Stacks: [{ EnableTerminationProtection: on.has(stack) }] });
    };
    return client;
  };
  await protectStacks(stacks, clientIn, (line) => lines.push(line));
  return { calls, lines, on };
}

test('protects every stack in its region and says so', async () => {
  const { on, lines } = await protect([DNS, STORAGE]);
  expect([...on]).toEqual(['us-east-1/waypost-prod-dns', 'eu-west-1/waypost-prod-storage']);
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['protected now', 'waypost-prod-dns in us-east-1'],
    ['protected now', 'waypost-prod-storage in eu-west-1'],
  ]);
});

test('changes nothing at a stack that is protected already', async () => {
  const { calls, lines } = await protect([STORAGE], { already: [STORAGE] });
  expect(calls).toEqual([]);
  expect(lines).toEqual(['already protected  waypost-prod-storage in eu-west-1']);
});

test('a refusal names the stack, the reason and the command that does it by hand', async () => {
  const failed = protect([DNS], { refuses: new Error('not authorized') });
  await expect(failed).rejects.toThrow(StackUnprotected);
  await expect(failed).rejects.toThrow(
    /waypost-prod-dns in us-east-1 .*: not authorized\..*--stack-name waypost-prod-dns --region us-east-1/,
  );
});

test('an answer that changed nothing is not taken for protection', async () => {
  await expect(protect([DNS], { forgets: true })).rejects.toThrow(StackUnprotected);
});
