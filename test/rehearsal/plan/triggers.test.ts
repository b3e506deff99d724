import { parsePlan, PlanError } from '../../../rehearsal/plan/plan';
import { reasonNotToStart, type Push } from '../../../rehearsal/plan/triggers';
import { buildAction, definition, sourceAction } from '../support';

const trigger = (git: object) => ({
  ProviderType: 'CodeStarSourceConnection',
  GitConfiguration: { SourceActionName: 'Source', ...git },
});

function planOf(triggers: readonly object[] | undefined, detectChanges: boolean | undefined) {
  const { Configuration } = sourceAction();
  const source = sourceAction({
    Configuration: { ...(Configuration as object), DetectChanges: detectChanges },
  });
  return parsePlan(
    definition({ Source: [source], Build: [buildAction('Synth')] }, { Triggers: triggers }),
  );
}

const reasonOf = (triggers: readonly object[] | undefined, push: Partial<Push> = {}) => {
  const plan = planOf(triggers, false);
  return reasonNotToStart(
    { branch: 'main', files: ['lib/a.ts'], ...push },
    plan.pushFilters,
    plan.sources,
  );
};

describe('push', () => {
  const withoutDocs = [
    trigger({
      Push: [
        {
          Branches: { Includes: ['main'] },
          FilePaths: { Excludes: ['docs/**', '*.md', '**/*.md'] },
        },
      ],
    }),
  ];

  test.each([['docs/a/b.txt'], ['README.md'], ['lib/README.md']])(
    'of %s alone starts no execution',
    (file) => {
      expect(reasonOf(withoutDocs, { files: [file] })).toMatch(/path filters/);
    },
  );

  test('starts an execution when one file is not excluded', () => {
    expect(reasonOf(withoutDocs, { files: ['README.md', 'lib/a.ts'] })).toBeUndefined();
  });

  test('starts an execution only for included files, if there are any', () => {
    const included = [
      trigger({ Push: [{ FilePaths: { Includes: ['lib/**'], Excludes: ['lib/x/**'] } }] }),
    ];

    expect(reasonOf(included, { files: ['lib/a.ts'] })).toBeUndefined();
    expect(reasonOf(included, { files: ['bin/a.ts', 'lib/x/b.ts'] })).toMatch(/path filters/);
  });

  test('starts nothing without a trigger when the source does not detect changes', () => {
    expect(reasonOf(undefined)).toMatch(/no trigger .*does not detect changes of main/);
  });

  test('always starts an execution when the source detects changes, which is the default', () => {
    const plan = planOf(undefined, undefined);
    const push = { branch: 'main', files: ['README.md'] };

    expect(reasonNotToStart(push, plan.pushFilters, plan.sources)).toBeUndefined();
  });

  test('starts nothing when every trigger is for another branch, for tags or for pull requests', () => {
    expect(reasonOf([trigger({ Push: [{ Branches: { Includes: ['never'] } }] })])).toMatch(
      /no trigger of the pipeline is for the branch main/,
    );
    expect(reasonOf([trigger({ Push: [{ Tags: { Includes: ['v*'] } }] })])).toMatch(/no trigger/);
    expect(reasonOf([trigger({ PullRequest: [{}] })])).toMatch(/no trigger/);
  });

  test('starts nothing of another branch without a trigger, even if the source detects changes', () => {
    const plan = planOf(undefined, true);
    expect(reasonNotToStart({ branch: 'next', files: [] }, [], plan.sources)).toMatch(
      /does not detect changes of next/,
    );
  });

  test('starts by the branch of its own source alone where a trigger names none', () => {
    const sources = [
      { name: 'Source', branch: 'main', detectChanges: false },
      { name: 'Other', branch: 'next', detectChanges: false },
    ];
    const filters = [{ sourceAction: 'Source' }];
    const reason = (branch: string) => reasonNotToStart({ branch, files: [] }, filters, sources);
    expect(reason('main')).toBeUndefined();
    expect(reason('next')).toMatch(/no trigger of the pipeline is for the branch next/);
    const detecting = sources.map((one) => ({ ...one, detectChanges: one.name === 'Other' }));
    expect(reasonNotToStart({ branch: 'next', files: [] }, [], detecting)).toBeUndefined();
  });

  test('is filtered by tags only where nothing else is said', () => {
    const Tags = { Includes: ['v*'] };
    expect(reasonOf([trigger({ Push: [{ Tags, Branches: { Includes: ['main'] } }] })])).toBe(
      undefined,
    );
    expect(reasonOf([trigger({ Push: [{ Tags, FilePaths: { Includes: ['lib/**'] } }] })])).toBe(
      undefined,
    );
    expect(reasonOf([trigger({ Push: [{ FilePaths: { Excludes: ['bin/**'] } }] })])).toBe(
      undefined,
    );
  });

  test('of files that begin with a dot is filtered like that of others', () => {
    const hidden = [trigger({ Push: [{ FilePaths: { Includes: ['**/*.yml'] } }] })];
    expect(reasonOf(hidden, { files: ['.github/a.yml'] })).toBeUndefined();
  });

  test('starts an execution when a filter without paths stands beside one that leaves it out', () => {
    const beside = [trigger({ Push: [{ Branches: { Includes: ['main'] } }] }), ...withoutDocs];

    expect(reasonOf(beside, { files: ['README.md'] })).toBeUndefined();
  });

  test('starts an execution by a trigger without filters, on the branch of its source alone', () => {
    expect(reasonOf([trigger({})])).toBeUndefined();
    expect(reasonOf([trigger({})], { branch: 'other' })).toMatch(/branch other/);
  });
});

test('control: a trigger with an unknown filter is refused', () => {
  expect(() => planOf([trigger({ Push: [{ Commits: {} }] })], false)).toThrow(PlanError);
});
