import type { Sum } from '../../../../lib/pricing/estimate';
import type { ReleaseDiff, ResourceChange, StackDiff } from '../../../../release/review/diff/model';
import { ACCOUNT } from '../template/samples';

/** Text as an attacker writes it into a commit's subject or a resource's name. */
export const HOSTILE =
  '<script>alert(1)</script> "x\' | `](javascript:alert(1)) #{codepipeline.PipelineExecutionId} @owner #12 https://evil.example \u202e\u2028\nnext line\u0007';

const sum: Sum = { idle: 1, used: 0.5 };

export function change(changes: Partial<ResourceChange> = {}): ResourceChange {
  return {
    change: 'changed',
    type: 'AWS::SNS::Topic',
    logicalId: 'Topic',
    holdsState: false,
    leaves: 'nothing',
    properties: [],
    ...changes,
  };
}

export function stack(changes: Partial<StackDiff> = {}): StackDiff {
  return {
    stackName: 'waypost-prod-storage',
    region: 'eu-west-1',
    status: 'UPDATE_COMPLETE',
    changes: [],
    sections: [],
    permissions: [],
    network: [],
    ...changes,
  };
}

export function diffOf(changes: Partial<ReleaseDiff> = {}): ReleaseDiff {
  return {
    environment: 'prod',
    account: ACCOUNT,
    approval: true,
    commit: '3b6a2880fbefd1624da3b85ee5cc11eb8ea9da4f',
    reviewedAt: '2027-01-15T12:00:00.000Z',
    stacks: [stack()],
    grants: [],
    leftBehind: [],
    assets: [],
    cost: { kind: 'known', before: sum, after: sum },
    commits: { kind: 'known', since: 'c'.repeat(40), commits: [] },
    removals: [],
    ...changes,
  };
}

/** Everything that there can be, each text of it hostile. */
export function hostileDiff(): ReleaseDiff {
  const gone = change({
    change: 'replaced',
    type: 'AWS::DynamoDB::GlobalTable',
    logicalId: HOSTILE,
    physicalId: HOSTILE,
    properties: [{ name: HOSTILE, replaces: true, before: HOSTILE, after: HOSTILE }],
  });
  const changed = stack({
    stackName: HOSTILE,
    status: HOSTILE,
    changes: [gone, change({ logicalId: HOSTILE }), change({ change: 'added', type: HOSTILE })],
    permissions: [
      {
        rating: 'broader',
        change: 'comes',
        type: HOSTILE,
        logicalId: HOSTILE,
        what: HOSTILE,
        resource: HOSTILE,
        principal: HOSTILE,
        condition: HOSTILE,
      },
    ],
    network: [{ comes: true, direction: 'in', group: HOSTILE, protocol: HOSTILE, peer: HOSTILE }],
  });
  const entry = { stack: 'storage', logicalId: 'x', until: '2027-01-01', reason: HOSTILE };
  return diffOf({
    stacks: [changed],
    leftBehind: [{ stackName: HOSTILE, region: HOSTILE, command: HOSTILE }],
    assets: [
      {
        stackName: HOSTILE,
        path: HOSTILE,
        before: { hash: 'a' },
        after: { hash: 'b', bytes: 1 },
        packages: [{ name: HOSTILE, before: HOSTILE, after: HOSTILE }],
      },
    ],
    cost: { kind: 'unknown', reason: HOSTILE },
    commits: {
      kind: 'known',
      since: HOSTILE,
      commits: [
        { hash: 'd'.repeat(40), parents: [], date: '2027-01-10T08:30:00Z', subject: HOSTILE },
      ],
    },
    removals: [{ stackName: HOSTILE, stack: HOSTILE, resource: gone, entry, allowed: false }],
  });
}
