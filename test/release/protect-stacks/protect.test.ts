import { protectStacks, StackUnprotected } from '../../../release/protect-stacks/protect';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

const DNS = { region: 'us-east-1', stackName: 'waypost-prod-dns' };
const STORAGE = { region: 'eu-west-1', stackName: 'waypost-prod-storage' };

/** CloudFormation, with these stacks protected from the start. */
function cloudFormation(already: readonly StackAddress[] = [], refuses?: Error) {
  const on = new Set(already.map(({ stackName }) => stackName));
  const calls: string[] = [];
  const lines: string[] = [];
  const ports = {
    protect: ({ stackName }: StackAddress) => {
      calls.push(stackName);
      if (refuses) return Promise.reject(refuses);
      on.add(stackName);
      return Promise.resolve();
    },
    isProtected: ({ stackName }: StackAddress) => Promise.resolve(on.has(stackName)),
    print: (line: string) => {
      lines.push(line);
    },
  };
  return { ports, calls, lines, on };
}

test('protects every stack and says so', async () => {
  const { ports, on, lines } = cloudFormation();
  await protectStacks([DNS, STORAGE], ports);
  expect([...on]).toEqual(['waypost-prod-dns', 'waypost-prod-storage']);
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['protected now', 'waypost-prod-dns in us-east-1'],
    ['protected now', 'waypost-prod-storage in eu-west-1'],
  ]);
});

test('changes nothing at a stack that is protected already', async () => {
  const { ports, calls, lines } = cloudFormation([STORAGE]);
  await protectStacks([STORAGE], ports);
  expect(calls).toEqual([]);
  expect(lines).toEqual(['already protected  waypost-prod-storage in eu-west-1']);
});

test('a refusal names the stack, the reason and the command that does it by hand', async () => {
  const { ports } = cloudFormation([], new Error('not authorized'));
  const failed = protectStacks([DNS], ports);
  await expect(failed).rejects.toThrow(StackUnprotected);
  await expect(failed).rejects.toThrow(
    /waypost-prod-dns in us-east-1 .*: not authorized\..*--stack-name waypost-prod-dns --region us-east-1/,
  );
});

test('an answer that changed nothing is not taken for protection', async () => {
  const { ports } = cloudFormation();
  const forgetful = { ...ports, isProtected: () => Promise.resolve(false) };
  await expect(protectStacks([DNS], forgetful)).rejects.toThrow(StackUnprotected);
});
