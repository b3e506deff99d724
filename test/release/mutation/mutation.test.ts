import { removalCommand } from '../../../release/review/contract';
import { MUTATION_LIMIT } from '../../../release/mutation/contract';
import {
  examineMutation,
  type Mutation,
  MutationLoop,
  type MutationPorts,
  mutationText,
} from '../../../release/mutation/mutation';

const COMMIT = 'c0ffee';

function resources(ExecutionMode: string) {
  return { Pipeline: { Type: 'AWS::CodePipeline::Pipeline', Properties: { ExecutionMode } } };
}

function template(mode: string): string {
  return JSON.stringify({ Resources: resources(mode) });
}

/** A pipeline that takes what it is given, and the record of one commit. */
function pipeline(
  deployed: string,
  leftBehind: MutationPorts['leftBehind'] = () => Promise.resolve([]),
) {
  let noted: readonly Mutation[] = [];
  let notes = 0;
  return {
    get notes() {
      return notes;
    },
    examine: (next: string) =>
      examineMutation(COMMIT, {
        pipelineStack: {
          stackName: 'waypost-pipeline',
          region: 'eu-west-1',
          account: '111111111111',
        },
        deployedTemplate: () => Promise.resolve(deployed),
        nextTemplate: () => Promise.resolve(next),
        next: { stacks: [], accountNames: new Map() },
        leftBehind,
        mutations: () => Promise.resolve(noted),
        note: (mutations) => {
          noted = mutations;
          notes += 1;
          return Promise.resolve();
        },
      }),
    replace(by: string) {
      deployed = by;
    },
    async mutate(next: string) {
      const text = await this.examine(next);
      deployed = next;
      return text;
    },
  };
}

test('a change of the pipeline is told and noted', async () => {
  const one = pipeline(template('QUEUED'));
  expect(await one.mutate(template('SUPERSEDED'))).toBe(
    'This commit changes the pipeline. The execution then starts again from Source:\n- ExecutionMode changes',
  );
  expect(one.notes).toBe(1);
});

test('a pipeline that stays as it is leaves no note, however often its commit is released', async () => {
  const one = pipeline(template('QUEUED'));
  for (let release = 0; release <= MUTATION_LIMIT; release += 1) {
    expect(await one.mutate(template('QUEUED'))).toBe('The pipeline stays as it is.');
  }
  expect(one.notes).toBe(0);
});

test('the same change again is a retry of what failed, and no further one', async () => {
  const one = pipeline(template('QUEUED'));
  for (let retry = 0; retry <= MUTATION_LIMIT; retry += 1) await one.examine(template('PARALLEL'));
  expect(one.notes).toBe(1);
});

test.each([
  ['a date', (turn: number) => `at-${turn}`],
  ['the toss of a coin', (turn: number) => `side-${turn % 2}`],
])('a synthesis that depends on %s is stopped before the third change', async (_, mode) => {
  const one = pipeline(template('QUEUED'));
  for (let turn = 1; turn < MUTATION_LIMIT; turn += 1) await one.mutate(template(mode(turn)));

  const last = one.mutate(template(mode(MUTATION_LIMIT)));
  await expect(last).rejects.toThrow(MutationLoop);
  await expect(last).rejects.toThrow(
    /^the synthesis is not deterministic: commit c0ffee has changed the pipeline 2 times[^]*ExecutionMode changes[^]*dates, random names[^]*new commit/,
  );
});

test('control: a synthesis that settles after one change goes on', async () => {
  const one = pipeline(template('QUEUED'));
  for (let turn = 0; turn <= MUTATION_LIMIT; turn += 1) await one.mutate(template('SUPERSEDED'));
  expect(one.notes).toBe(1);
});

test('a commit that is released again, after others have changed the pipeline, is in no loop', async () => {
  const one = pipeline(template('QUEUED'));
  for (let release = 0; release <= MUTATION_LIMIT; release += 1) {
    await one.mutate(template('SUPERSEDED'));
    one.replace(template(`by another commit ${release}`));
  }
  expect(one.notes).toBe(MUTATION_LIMIT + 1);
});

describe('permissions in the stack of the pipeline', () => {
  const policy = (...Action: readonly string[]) => ({
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'p',
        Roles: ['builder'],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
        },
      },
    },
  });
  const granting = (...actions: readonly string[]) =>
    JSON.stringify({
      Resources: { ...resources('QUEUED'), ...policy(...actions) },
    });
  const [some, more] = [
    granting('sts:GetCallerIdentity'),
    granting('sts:GetCallerIdentity', 'sts:Tag*'),
  ];

  test('that let somebody do more are told first', async () => {
    expect(await pipeline(some).examine(more)).toBe(
      [
        "Permissions in the pipeline's stack: 1 broader, 0 not rated, 0 not broader.",
        '- broader: Allow sts:Tag* on * by AWS:builder',
        'The pipeline stays as it is, and the release goes on. In its stack:',
        '- Policy (AWS::IAM::Policy) changes',
      ].join('\n'),
    );
  });

  test('that let nobody do more are counted', async () => {
    expect(await pipeline(more).examine(some)).toMatch(
      /^Permissions in the pipeline's stack: 0 broader, 0 not rated, 1 not broader\.\nThe pipeline stays/,
    );
  });

  test('control: that stay are not told', async () => {
    expect(await pipeline(more).examine(more)).toBe('The pipeline stays as it is.');
  });
});

describe("stacks in the pipeline's account that no release delivers", () => {
  const same = template('QUEUED');

  test('are told each time, with what removes them', async () => {
    const stack = { stackName: 'waypost-pull-requests', region: 'eu-west-1' };
    const left = [{ ...stack, command: removalCommand('tools', stack) }];
    expect(await pipeline(same, () => Promise.resolve(left)).examine(same)).toBe(
      [
        'No longer delivered; these stacks stay as they are. To remove them, in this order:',
        '- npx waypost destroy tools --stack waypost-pull-requests --region eu-west-1',
        'The pipeline stays as it is.',
      ].join('\n'),
    );
  });

  test('that nobody can list keep neither the pipeline from mending itself nor the rest from being told', async () => {
    const denied = () => Promise.reject(new Error('AccessDenied'));
    expect(await pipeline(same, denied).examine(same)).toMatch(
      /^It is not known which stacks are left behind in this account: Error: AccessDenied\nThe pipeline stays/,
    );
  });
});

test('what changes beside the pipeline is told, and that the release goes on', () => {
  expect(mutationText({ pipeline: [], others: ['Role (AWS::IAM::Role) changes'] })).toBe(
    'The pipeline stays as it is, and the release goes on. In its stack:\n- Role (AWS::IAM::Role) changes',
  );
  expect(mutationText({ pipeline: ['stage dev is new'], others: ['Role changes'] })).toMatch(
    /then starts again from Source:\n- stage dev is new\nAlso in its stack:\n- Role changes$/,
  );
});
