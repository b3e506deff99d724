import { NotificationNotSent } from '../../../lambdas/pipeline-notifications/notification-handler';
import { ended, World } from './fakes';
import { COMMIT, failedAt, OTHER_COMMIT, release, run } from './samples';

const failed = () => new World().happens('e-1', 'Failed', failedAt('Build/Synth'));

describe('a notification', () => {
  test('is told once, however often the event comes', async () => {
    const world = failed();
    await world.ends('e-1', 'FAILED', 'request-1');
    await world.ends('e-1', 'FAILED', 'request-2');
    await world.ends('e-1', 'FAILED', 'request-1');
    expect(world.told).toHaveLength(1);
  });

  test('that could not be told is told by the next try, whoever makes it', async () => {
    const world = failed();
    world.failures = 1;
    await expect(world.ends('e-1', 'FAILED', 'request-1')).rejects.toThrow(NotificationNotSent);
    await world.ends('e-1', 'FAILED', 'request-2');
    expect(world.told).toHaveLength(1);
  });

  test('whose teller was cut off is told by its own next try, and by nobody else', async () => {
    const world = failed();
    await world.ends('e-1', 'FAILED');
    const [key = ''] = world.claims.owners.keys();
    world.claims.owners.set(key, 'request-7');
    await world.ends('e-1', 'FAILED', 'request-8');
    expect(world.told).toHaveLength(1);
    await world.ends('e-1', 'FAILED', 'request-7');
    expect(world.told).toHaveLength(2);
  });

  test('of a retry that failed again is another notification', async () => {
    const world = failed();
    await world.ends('e-1', 'FAILED');
    world.runs.get('e-1')?.push(run('Build/Synth', 40, { status: 'Failed' }));
    await world.ends('e-1', 'FAILED');
    expect(new Set(world.told.map(({ key }) => key)).size).toBe(2);
  });

  test('names the error, and not what it says, where it cannot be told', async () => {
    const world = failed();
    world.failures = 1;
    await expect(world.ends('e-1', 'FAILED')).rejects.toThrow(NotificationNotSent);
    expect(world.lines.at(-1)).toMatchObject({
      event: 'notification.not-sent',
      executionId: 'e-1',
    });
    expect(JSON.stringify(world.lines)).not.toContain('no topic');
  });

  test('is none of an event that the function does not know', async () => {
    const world = failed();
    await world.handler(ended('e-1', 'STOPPED'), { awsRequestId: 'request-1' });
    expect(world.told).toEqual([]);
    expect(world.lines.at(-1)).toMatchObject({ level: 'warn', event: 'notification.unknown' });
  });
});

describe('measurement', () => {
  test('of a release that is through: frequency, change and lead time', async () => {
    const world = new World().happens('e-1', 'Succeeded', release());
    await world.ends('e-1', 'SUCCEEDED');
    expect(world.measured).toEqual(['Changes', 'Deployments', 'LeadTime 90 min']);
  });

  test('of a failure in production and its retry counts one change that failed, once', async () => {
    const world = new World().happens('e-1', 'Failed', failedAt('prod/SmokeTest'));
    await world.ends('e-1', 'FAILED');
    expect(world.measured).toEqual(['Changes', 'FailedChanges']);
    const again = run('prod/SmokeTest', 40, { status: 'Failed' });
    world.runs.get('e-1')?.push(again);
    await world.ends('e-1', 'FAILED');
    expect(world.measured).toHaveLength(2);
    world.runs.get('e-1')?.push(run('prod/SmokeTest', 60));
    await world.ends('e-1', 'SUCCEEDED');
    expect(world.measured.slice(2)).toEqual([
      'Deployments',
      'LeadTime 125 min',
      'TimeToRestore 35 min',
    ]);
  });

  test('of a revert counts the release that it takes back as failed, and the time until then', async () => {
    const message = `Revert "feat(site): a new page"\n\nThis reverts commit ${COMMIT}.`;
    const world = new World()
      .happens('e-0', 'Failed', failedAt('Build/Synth', -100))
      .happens('e-1', 'Succeeded', release())
      .happens('e-2', 'Succeeded', release(60, message, OTHER_COMMIT));
    await world.ends('e-2', 'SUCCEEDED');
    expect(world.measured).toEqual([
      'Changes',
      'Deployments',
      'LeadTime 90 min',
      'FailedChanges',
      'TimeToRestore 60 min',
    ]);
  });

  test('of a failure that is reported late is of what had failed by then', async () => {
    const runs = [...failedAt('Build/Synth'), run('Build/Synth', 20), ...release(25).slice(2)];
    const again = run('prod/SmokeTest', 60, { status: 'Failed' });
    const world = new World().happens('e-1', 'Failed', [...runs.slice(0, -1), again]);
    const { detail, ...event } = ended('e-1', 'FAILED');
    const late = { ...event, detail: { ...detail, 'pipeline-execution-attempt': 1 } };
    await world.handler(late, { awsRequestId: 'request-1' });
    expect(world.told[0]?.subject).toContain('Build/Synth failed');
    expect(world.told[0]?.text).toContain('prod is unchanged');
    expect(world.measured).toEqual([]);
  });

  test('of a failure before production is none', async () => {
    const world = failed();
    await world.ends('e-1', 'FAILED');
    expect(world.measured).toEqual([]);
  });

  test('is made once, as the notification is sent', async () => {
    const world = new World().happens('e-1', 'Succeeded', release());
    await world.ends('e-1', 'SUCCEEDED', 'request-1');
    await world.ends('e-1', 'SUCCEEDED', 'request-2');
    expect(world.measured).toHaveLength(3);
  });

  test('logs how long each action took, once', async () => {
    const world = new World().happens('e-1', 'Failed', failedAt('dev/contact.Deploy'));
    await world.ends('e-1', 'FAILED');
    const lines = () => world.lines.filter(({ event }) => event === 'action.ended');
    expect(lines()).toHaveLength(3);
    expect(lines()[1]).toMatchObject({
      executionId: 'e-1',
      stage: 'Build',
      action: 'Synth',
      outcome: 'Succeeded',
      seconds: 300,
    });
    world.runs.get('e-1')?.push(run('dev/contact.Deploy', 40));
    await world.ends('e-1', 'SUCCEEDED');
    expect(lines()).toHaveLength(4);
  });
});
