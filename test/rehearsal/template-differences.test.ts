import { createColors } from 'picocolors';
import { resourceChanges } from '../../rehearsal/actions/template-differences';
import { approvalLines } from '../../rehearsal/reporters/approval-lines';

const bucket = (properties: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const template = (resources: object) => ({ Resources: resources });

describe('approval', () => {
  test('shows resources added, changed, replaced and removed', () => {
    const deployed = template({
      Same: bucket(),
      Changed: bucket({ BucketName: 'a', Tags: [] }),
      Replaced: bucket({ BucketName: 'old' }),
      Removed: bucket(),
    });
    const next = template({
      Same: bucket(),
      Changed: bucket({ BucketName: 'a', Tags: [{ Key: 'k', Value: 'v' }] }),
      Replaced: bucket({ BucketName: 'new' }),
      Added: bucket(),
    });
    const changes = resourceChanges(deployed, next);

    expect(changes.map(({ change, logicalId }) => `${change} ${logicalId}`).sort()).toEqual([
      'added Added',
      'changed Changed',
      'removed Removed',
      'replaced Replaced',
    ]);
    expect(changes.find(({ logicalId }) => logicalId === 'Replaced')?.properties).toEqual([
      'BucketName',
    ]);
  });

  test('control: shows nothing when nothing changes', () => {
    const same = template({ Same: bucket({ BucketName: 'a' }) });

    expect(resourceChanges(same, same)).toEqual([]);
  });

  test('lists the changes of a deployed stack, and the number of a new one', () => {
    const changes = resourceChanges({}, template({ One: bucket(), Two: bucket() }));
    const stack = { stackName: 's', account: '3', region: 'eu-west-1', changes };
    const request = { executionId: 'e', commit: 'c0ffee', stage: 'prod', action: 'Approve' };
    const lines = (exists: boolean) =>
      approvalLines({ ...request, stacks: [{ ...stack, exists }] }, createColors(false)).join('\n');

    expect(lines(true)).toMatch(/s \(3, eu-west-1\): 2 added\n.*\+ added AWS::S3::Bucket One\n/);
    expect(lines(false)).toMatch(/s \(3, eu-west-1, new\): 2 added$/);
  });
});
