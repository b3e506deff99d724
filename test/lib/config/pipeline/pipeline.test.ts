import { parseConfig } from '../../../../lib/config/parse-config';
import { onlyProblemOf, sample } from '../../../helpers/sample';

const APPROVER = 'arn:aws:iam::111111111111:role/release-managers';
const parsed = (pipeline?: object) =>
  parseConfig({ ...sample, ...(pipeline && { pipeline }) }).pipeline;

describe('pipeline', () => {
  test('lets a newer release take the place of one that waits, has no approver and updates itself, by default', () => {
    const defaults = {
      executionMode: 'SUPERSEDED',
      approvers: [],
      confirmPermissionsBroadening: false,
    };
    expect(parsed()).toEqual(defaults);
    expect(parsed({})).toEqual(defaults);
    const given = {
      executionMode: 'QUEUED',
      approvers: [APPROVER],
      confirmPermissionsBroadening: true,
    };
    expect(parsed(given)).toEqual(given);
  });

  test.each([
    [{ confirmPermissionsBroadening: 'yes' }, 'confirmPermissionsBroadening', 'true or false'],
    [{ executionMode: 'PARALLEL' }, 'executionMode', 'one of "SUPERSEDED", "QUEUED"'],
    [{ approvers: ['*'] }, 'approvers[0]', 'the ARN of a role or user of IAM'],
    [
      { approvers: ['arn:aws:iam::111111111111:root'] },
      'approvers[0]',
      'the ARN of a role or user of IAM',
    ],
    [{ approvers: [`x${APPROVER}`] }, 'approvers[0]', 'the ARN of a role or user of IAM'],
    [{ approvers: [`${APPROVER} or so`] }, 'approvers[0]', 'the ARN of a role or user of IAM'],
    [{ approvers: APPROVER }, 'approvers', 'a list of ARNs of roles and users'],
    [{ approvers: [APPROVER, APPROVER] }, 'approvers[1]', undefined],
    [
      { mode: 'QUEUED' },
      'mode',
      'one of the keys executionMode, approvers, confirmPermissionsBroadening',
    ],
  ])('refuses %j', (pipeline, path, expected) => {
    expect(onlyProblemOf({ ...sample, pipeline })).toMatchObject({
      path: `pipeline.${path}`,
      ...(expected !== undefined && { expected }),
    });
  });
});
