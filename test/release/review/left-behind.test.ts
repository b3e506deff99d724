import type { StackAddress } from '../../../lambdas/shared/stack-address';
import type { ProjectName } from '../../../lib/types/branded';
import { stacksLeftBehind } from '../../../release/review/left-behind';
import type { StackLister } from '../../../release/review/ports';

const project = 'waypost' as ProjectName;
const HOME = 'eu-west-1';
const AWAY = 'eu-central-1';
const storage = { stackName: 'waypost-prod-storage', region: HOME };
const ours = { project, environment: 'prod' };

/** An account with stacks; a region that is closed answers no call. */
function account(
  stacks: readonly (StackAddress & { readonly tags?: Readonly<Record<string, string>> })[],
  closed?: string,
): StackLister {
  return {
    names: (region, prefix) =>
      region === closed
        ? Promise.reject(new Error('The security token included in the request is invalid.'))
        : Promise.resolve(
            stacks
              .filter((stack) => stack.region === region && stack.stackName.startsWith(prefix))
              .map(({ stackName }) => stackName),
          ),
    tags: ({ stackName, region }) =>
      Promise.resolve(
        stacks.find((one) => one.stackName === stackName && one.region === region)?.tags ?? {},
      ),
  };
}

function left(lister: StackLister, name = 'prod', delivered: readonly StackAddress[] = [storage]) {
  return stacksLeftBehind(lister, { project, account: name, delivered, regions: [HOME, AWAY] });
}

test('a stack of the environment that the release does not deliver is named with what removes it', async () => {
  const copy = { stackName: 'waypost-prod-backup-copy', region: AWAY };
  const found = await left(account([storage, { ...copy, tags: ours }]));
  expect(found).toEqual([
    {
      ...copy,
      command: `npx waypost destroy prod --stack waypost-prod-backup-copy --region ${AWAY}`,
    },
  ]);
});

test('a stack that moves to another region leaves itself behind', async () => {
  const before = { ...storage, region: AWAY, tags: ours };
  expect(await left(account([storage, before]))).toMatchObject([{ region: AWAY }]);
});

test.each([
  ['of another project whose name goes on like it', { project: 'waypost-prod', environment: 'x' }],
  ['of another environment', { project, environment: 'dev' }],
  ['without tags', undefined],
])('a stack %s is none of ours', async (_, tags) => {
  const other = { stackName: 'waypost-prod-x', region: HOME, ...(tags && { tags }) };
  expect(await left(account([storage, other]))).toEqual([]);
});

test("in the pipeline's account everything but what bootstrap made is delivered, or left behind", async () => {
  const tags = { project, environment: 'tools' };
  const stacks = ['waypost-pipeline', 'waypost-pull-requests', 'waypost-bootstrap'].map(
    (stackName) => ({ stackName, region: HOME, tags }),
  );
  const found = await left(account(stacks), 'tools', stacks.slice(0, 1));
  expect(found.map(({ command }) => command)).toEqual([
    `npx waypost destroy tools --stack waypost-pull-requests --region ${HOME}`,
  ]);
});

test('a region that is closed stops nothing, unless the release delivers to it', async () => {
  const old = { stackName: 'waypost-prod-old', region: HOME, tags: ours };
  expect(await left(account([old], AWAY))).toHaveLength(1);
  await expect(left(account([old], HOME))).rejects.toThrow('security token');
});

test('a region that lists its stacks and shows none of them stops nothing either, unless the release delivers to it', async () => {
  const old = (region: string) => ({ stackName: 'waypost-prod-old', region, tags: ours });
  const all = account([old(HOME), old(AWAY)]);
  const closed = (region: string): StackLister => ({
    ...all,
    tags: (stack, signal) =>
      stack.region === region ? Promise.reject(new Error('Throttling')) : all.tags(stack, signal),
  });
  expect(await left(closed(AWAY))).toMatchObject([{ region: HOME }]);
  await expect(left(closed(HOME))).rejects.toThrow('Throttling');
});

test('a region without deliveries that is silent is not waited for, whatever it is asked', async () => {
  const signals: unknown[] = [];
  const all = account([{ stackName: 'waypost-prod-old', region: AWAY, tags: ours }]);
  await left({
    names(region, prefix, signal) {
      if (region === AWAY) signals.push(signal);
      return all.names(region, prefix, signal);
    },
    tags(stack, signal) {
      signals.push(signal);
      return all.tags(stack, signal);
    },
  });
  expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
});

test.each([
  [
    'AccessDenied',
    /^Role x may not list stacks\. If prod was .* `npx waypost bootstrap prod`, and release again\.$/,
  ],
  ['Throttling', /^Role x may not list stacks$/],
])('a refusal by %s says so, with bootstrap where that is the remedy', async (name, message) => {
  const refusal = Object.assign(new Error('Role x may not list stacks'), { name });
  const names = () => Promise.reject(refusal);
  await expect(left({ ...account([]), names })).rejects.toThrow(message);
});
