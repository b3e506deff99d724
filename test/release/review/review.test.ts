import { templateHash, type ReleaseRecord } from '../../../lambdas/release-check/contract';
import type { DeployedStack } from '../../../release/review/deployed-stack';
import { RemovalNotAllowed } from '../../../release/review/diff/removals';
import {
  compareWithAssembly,
  type ReleaseOptions,
  reviewRelease,
} from '../../../release/review/review';
import {
  asset,
  assemblyOf,
  commit,
  CONTACT,
  deployedStack,
  NEW_HASH,
  nextStack,
  nothingBeside,
  NOW,
  prod,
  STORAGE,
  submit,
  table,
} from './diff/samples';

const before = { Resources: { Table: table('old') } };
const after = { Resources: { Table: table('old'), Topic: { Type: 'AWS::SNS::Topic' } } };
const contact = { Resources: { Submit: submit(NEW_HASH) } };

/** A release of storage, which is there, and of contact, which is not. */
function world(change: Partial<ReleaseOptions> = {}, next: object = after) {
  const files = new Map<string, string>();
  const events: string[] = [];
  const printed: string[] = [];
  const deployed = new Map<string, DeployedStack>([[STORAGE, deployedStack(before)]]);
  const options: ReleaseOptions = {
    assembly: assemblyOf([nextStack(STORAGE, next as typeof after), nextStack(CONTACT, contact)], {
      assets: [asset(NEW_HASH), asset(NEW_HASH, { stackName: 'waypost-dev-contact' })],
      commits: [commit('c2', ['c1']), commit('c1', [])],
    }),
    environment: prod,
    reader: { ...nothingBeside, read: ({ stackName }) => Promise.resolve(deployed.get(stackName)) },
    history: {
      executionId: 'execution',
      releases: { lastRelease: () => Promise.resolve({ commit: 'c1' }) },
    },
    commit: 'c2',
    now: NOW,
    store: {
      put(file, content) {
        events.push(file);
        files.set(file, content);
        return Promise.resolve();
      },
    },
    keepSummary: (summary) => {
      events.push('summary');
      files.set('summary', summary);
    },
    print: (line) => printed.push(line),
    ...change,
  };
  return { options, files, events, printed };
}

describe('the review of a release', () => {
  test('keeps the record that the release is checked against, and what the approval shows', async () => {
    const { options, files, events, printed } = world();
    await reviewRelease(options);
    expect(printed).toEqual([files.get('summary')]);
    expect(events).toEqual([
      'summary',
      'release.json',
      'diff.html',
      'diff.md',
      'grants.json',
      'sbom.cdx.json',
    ]);
    const record = JSON.parse(files.get('release.json') ?? '') as ReleaseRecord;
    expect(record).toEqual({
      version: 1,
      environment: 'prod',
      executionId: 'execution',
      commit: 'c2',
      reviewedAt: NOW.toISOString(),
      summary: files.get('summary'),
      stacks: [
        {
          stackName: STORAGE,
          region: 'eu-west-1',
          deployed: {
            templateHash: templateHash(JSON.stringify(before)),
            lastUpdated: '2027-01-01T00:00:00.000Z',
          },
          nextTemplateHash: templateHash(JSON.stringify(after)),
        },
        {
          stackName: CONTACT,
          region: 'eu-west-1',
          deployed: null,
          nextTemplateHash: templateHash(JSON.stringify(contact)),
        },
      ],
      assets: [
        {
          path: 'waypost-pipeline/prod/Contact/Submit',
          hash: NEW_HASH,
          bytes: 46_569,
          packages: { aws4: '1.13.2' },
        },
      ],
    });
    expect(record.summary).toContain('Commits since c1: 1.\n- c2 c2');
  });

  test('stops what would destroy what holds state, once all of it can be read', async () => {
    const { options, events } = world({}, { Resources: {} });
    const refusal = reviewRelease(options);
    await expect(refusal).rejects.toThrow(RemovalNotAllowed);
    await expect(refusal).rejects.toThrow('with 2027-01-15 or a later day');
    expect(events).toEqual([
      'summary',
      'release.json',
      'diff.html',
      'diff.md',
      'grants.json',
      'sbom.cdx.json',
    ]);
  });

  test('is of its commit, or of none where only the templates are compared', async () => {
    const { options } = world();
    expect((await compareWithAssembly(options)).diff.commit).toBe('c2');
    const { assembly, environment, reader, now } = options;
    const { diff } = await compareWithAssembly({ assembly, environment, reader, now });
    expect(diff).not.toHaveProperty('commit');
    expect(diff.commits.kind).toBe('unknown');
  });

  test('lets it through with its entry', async () => {
    const entry = { stack: 'storage', logicalId: 'Table', until: '2027-02-01', reason: 'moved' };
    const environment = { ...prod, allowDestroy: [entry] };
    const { options, files } = world({ environment }, { Resources: {} });
    await reviewRelease(options);
    expect(files.get('diff.html')).toContain('allowed until 2027-02-01: moved');
  });

  test('fails when the environment cannot be read, and keeps nothing', async () => {
    const denied = new Error('AccessDenied');
    const { options, events } = world({
      reader: { ...nothingBeside, read: () => Promise.reject(denied) },
    });
    await expect(reviewRelease(options)).rejects.toBe(denied);
    expect(events).toEqual([]);
  });
});
