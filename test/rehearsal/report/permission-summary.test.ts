import { summarizePermissions } from '../../../rehearsal/report/permission-summary';
import { reportSchema } from '../../../rehearsal/report/report-schema';
import { World } from '../console/world';

test('the report has the denials with what to do, and the grants that nothing used', async () => {
  const world = await World.make();
  const summary = summarizePermissions(await world.sources.permissions(world.feed.state));
  await world.end();

  expect(reportSchema.shape.permissions.parse(summary)).toEqual(summary);
  expect(summary).toMatchObject({
    allowed: 42,
    denied: [{ by: 'dev · SmokeTest', executionId: 'one', action: 'kms:Decrypt', count: 2 }],
    newGrants: [{ executionId: 'one', environment: 'prod', used: 1, usedInPart: 0, notCounted: 0 }],
  });
  expect(summary.newGrants[0]?.neverExercised).toEqual([
    {
      grant: expect.stringContaining('on ${Queue.Arn} by AWS:${Role}') as string,
      saidBy: 'AWS::IAM::Policy Policy of waypost-prod-contact',
      use: 'never exercised in dev',
    },
  ]);
});
