import { NotificationNotSent } from '../../../lambdas/pipeline-notifications/notification-handler';
import { approvalNeeded, World } from './fakes';
import { after, COMMIT, execution, failedAt, release, run, source } from './samples';

const waiting = () => [
  source(),
  run('Build/Synth', 5),
  run('prod/Approve', 15, { status: 'InProgress', endedAt: after(15) }),
];

describe('mail that a release waits', () => {
  test('says what it changes, until when, where to read on and where to approve', async () => {
    const world = new World().happens('e-1', 'InProgress', waiting());
    world.summaries.set('prod/e-1', 'prod: 1 replaced (contact/Table)');
    const { kind, subject, text } = await world.waits('e-1');
    expect([kind, subject]).toEqual([
      'waiting',
      'waypost: prod waits for you: feat(site): a new page',
    ]);
    expect(text).toBe(
      [
        'A release waits for your approval before prod, until 25 Nov 2026, 13:15 UTC. Then it ends.',
        'Commit 3b6a2880fb feat(site): a new page\nwritten 25 Nov 2026, 11:00 UTC',
        'prod: 1 replaced (contact/Table)',
        'The complete page:\nhttps://eu-west-1.console.aws.amazon.com/s3/object/artifacts?region=eu-west-1&prefix=releases/prod/e-1/diff.html',
        'Approve or reject (Review, at prod):\nhttps://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/waypost/view?region=eu-west-1',
      ].join('\n\n'),
    );
  });

  test('says of an update of the pipeline that somebody may do more, and links to its page', async () => {
    const world = new World().happens('e-1', 'InProgress', [
      source(),
      run('ReviewPipeline/Approve', 15, { status: 'InProgress', endedAt: after(15) }),
    ]);
    world.summaries.set('ReviewPipeline/e-1', 'tools: permissions 1 broader');
    const { subject, text } = await world.waits('e-1', 15, 'ReviewPipeline');
    expect(subject).toBe('waypost: ReviewPipeline waits for you: feat(site): a new page');
    expect(text).toMatch(/approval before the pipeline updates itself, as somebody may do more/);
    expect(text).toContain('tools: permissions 1 broader');
    expect(text).toContain('=releases/ReviewPipeline/e-1/diff.html');
  });

  test.each([undefined, 'records'] as const)(
    'comes without the difference, too, where it cannot be read (%s)',
    async (broken) => {
      const world = new World().happens('e-1', 'InProgress', waiting());
      world.broken = broken;
      const { text } = await world.waits('e-1');
      expect(text).toContain('Its changes could not be read.');
      expect(text).not.toContain('/s3/object/');
    },
  );

  test('does not come any more once somebody has approved', async () => {
    const world = new World().happens('e-1', 'InProgress', release());
    await expect(world.waits('e-1')).rejects.toThrow('nothing was told');
  });

  test('is tried again while the history does not have the approval yet', async () => {
    const world = new World().happens('e-1', 'InProgress', [source()]);
    await expect(world.waits('e-1')).rejects.toThrow(NotificationNotSent);
    expect(world.lines.at(-1)).toMatchObject({ error: { code: 'NOT_LISTED_YET' } });
  });

  test('is tried again while the history has but another approval', async () => {
    const dev = run('dev/Approve', 15, { status: 'InProgress', endedAt: after(15) });
    const world = new World().happens('e-1', 'InProgress', [source(), dev]);
    await expect(world.waits('e-1')).rejects.toThrow(NotificationNotSent);
  });

  test('does not come for a run that was answered, though a retry of it waits', async () => {
    const first = run('prod/Approve', 15, { status: 'Failed' });
    const again = run('prod/Approve', 60, { status: 'InProgress', endedAt: after(60) });
    const world = new World().happens('e-1', 'InProgress', [source(), first, again]);
    const event = approvalNeeded('e-1', 'prod', 'STARTED', after(15).toISOString());
    const detail = { ...event.detail, 'action-execution-id': first.id };
    await world.handler({ ...event, detail }, { awsRequestId: 'request-1' });
    expect(world.told).toEqual([]);
  });

  test('is tried again while it has but the one before a retry', async () => {
    const world = new World().happens('e-1', 'InProgress', failedAt('prod/Approve'));
    await expect(world.waits('e-1', 60)).rejects.toThrow(NotificationNotSent);
    const again = run('prod/Approve', 60, { status: 'InProgress', endedAt: after(60) });
    world.runs.get('e-1')?.push(again);
    expect(await world.waits('e-1', 60)).toMatchObject({ kind: 'waiting' });
  });
});

describe('mail that a release failed', () => {
  test('is tried again while the history has neither what failed nor the end', async () => {
    const world = new World().happens('e-1', 'InProgress', [source()]);
    await expect(world.ends('e-1', 'FAILED')).rejects.toThrow(NotificationNotSent);
    expect(world.lines.at(-1)).toMatchObject({ error: { code: 'NOT_LISTED_YET' } });
  });

  test('in a build says the last lines of its log, and to mend and push', async () => {
    const runs = failedAt('Build/Synth', 0, {
      externalId: 'Synth:b-1',
      url: 'https://build.example',
      message:
        'Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: npm run check. Reason: exit status 1',
    });
    const world = new World().happens('e-1', 'Failed', runs);
    world.logs.set('Synth:b-1', ['Tests: 1 failed']);
    const { subject, text } = await world.ends('e-1', 'FAILED');
    expect(subject).toBe('waypost: Build/Synth failed: feat(site): a new page');
    expect(text).toContain('A release failed before prod. prod is unchanged.');
    expect(text).toContain(
      'Build/Synth failed after 5 min, at 25 Nov 2026, 12:10 UTC.\nIts last lines:\n  Tests: 1 failed\nMore: https://build.example',
    );
    expect(text).not.toContain('Build terminated');
    expect(text).toContain('- Fix it and push');
    expect(text).toContain('docs/runbook.md, "A release failed before production"');
    expect(text).not.toContain('git revert');
  });

  test.each([
    [
      'Build/Synth',
      'Error calling startBuild: Cannot have more than 1 builds in queue for the account',
      'Service Quotas > CodeBuild',
    ],
    [
      'prod/contact.Deploy',
      'Resource handler returned message: "Access denied for operation \'AWS::CloudFront::Distribution: Your account must be verified before you can add new CloudFront resources."',
      'not verified this account for CloudFront',
    ],
    [
      'prod/contact.Deploy',
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10].",
      'Service Quotas > AWS Lambda',
    ],
    [
      'Build/Synth',
      'Error calling startBuild: The AWS Access Key Id needs a subscription for the service (Error Code: SubscriptionRequiredException)',
      'Complete the sign-up',
    ],
  ])('of a limit of new accounts says how it is lifted: %s, %s', async (where, message, lift) => {
    const world = new World().happens('e-1', 'Failed', failedAt(where, 0, { message }));
    const { text } = await world.ends('e-1', 'FAILED');
    expect(text).toContain(message);
    expect(text.slice(text.indexOf('What to do:'))).toContain(lift);
  });

  test('of an image without the Node that is asked for says why, and where to read what to set', async () => {
    const runs = failedAt('Build/Synth', 0, { externalId: 'Synth:b-1' });
    const world = new World().happens('e-1', 'Failed', runs);
    const reason =
      "Phase context status code: YAML_FILE_ERROR Message: Unknown runtime version named '24' of nodejs.";
    world.logs.set('Synth:b-1', [`[Container] 2026/11/25 14:02:01.123456 ${reason}`]);
    const { text } = await world.ends('e-1', 'FAILED');
    expect(text).toContain(reason);
    expect(text.slice(text.indexOf('What to do:'))).toContain('"A build cannot start"');
  });

  test('of a limit that a command of a build met says how it is lifted', async () => {
    const runs = failedAt('Build/Synth', 0, { externalId: 'Synth:b-1' });
    const world = new World().happens('e-1', 'Failed', runs);
    world.logs.set('Synth:b-1', ['Failed: Your account is currently being verified.']);
    expect((await world.ends('e-1', 'FAILED')).text).toContain('Complete the sign-up');
  });

  test('control: of another fault says nothing of limits', async () => {
    const runs = failedAt('Build/Synth', 0, {
      message: 'a stack with more than 1 bucket in queue',
    });
    const { text } = await new World().happens('e-1', 'Failed', runs).ends('e-1', 'FAILED');
    expect(text).not.toContain('Service Quotas');
  });

  test('in production says how to go back', async () => {
    const runs = failedAt('prod/contact.Deploy', 0, {
      externalId: 'arn:aws:cloudformation:eu-west-1:333333333333:stack/waypost-prod-contact/1',
      message: 'Function: limit exceeded\nTry later',
    });
    const world = new World().happens('e-1', 'Failed', runs);
    world.broken = 'logs';
    const { text } = await world.ends('e-1', 'FAILED');
    const pipeline =
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/waypost';
    expect(text).toBe(
      [
        'A release failed in prod. prod may now run all of it, or a part of it.',
        'Commit 3b6a2880fb feat(site): a new page\nwritten 25 Nov 2026, 11:00 UTC',
        'prod/contact.Deploy failed after 5 min, at 25 Nov 2026, 12:25 UTC.\n  Function: limit exceeded\n  Try later',
        `The execution:\n${pipeline}/executions/e-1/timeline?region=eu-west-1`,
        [
          'What to do:',
          '- To go back to the previous release, run this and push:',
          `    git revert ${COMMIT}`,
          `- If the reason has passed, retry the stage: ${pipeline}/view?region=eu-west-1`,
          '- Read on: docs/runbook.md, "A release failed in production"',
        ].join('\n'),
      ].join('\n\n'),
    );
    // Only builds have logs.
    expect(world.lines.map(({ event }) => event)).not.toContain('notification.incomplete');
  });

  test('is told without the commit where it is not known', async () => {
    const runs = failedAt('prod/SmokeTest').map((one) => ({ ...one, variables: {} }));
    const world = new World().happens('e-1', 'Failed', runs);
    const { subject, text } = await world.ends('e-1', 'FAILED');
    expect(subject).toBe('waypost: prod/SmokeTest failed: e-1');
    expect(text).toContain('Of an unknown commit.');
    expect(text).toContain('    git revert <commit>\n');
  });

  test('between actions says so, though CodePipeline does not say why', async () => {
    const world = new World().happens('e-1', 'Failed', release().slice(0, 3));
    const { subject, text } = await world.ends('e-1', 'FAILED');
    expect(subject).toBe('waypost: a release failed: feat(site): a new page');
    expect(text).toContain('\n\nCodePipeline does not say why.\n\n');
  });

  test('of a build that never began says what CodePipeline says, and nothing of a log', async () => {
    const runs = failedAt('Build/Synth', 0, { message: 'Error calling startBuild: denied' });
    const { text } = await new World().happens('e-1', 'Failed', runs).ends('e-1', 'FAILED');
    expect(text).toContain('12:10 UTC.\n  Error calling startBuild: denied\n\n');
  });

  test('after production says that production has it, and what to read, and not to go back', async () => {
    const message =
      'Project: User is not authorized to access connection arn:aws:codeconnections:x';
    const refused = run('PullRequests/waypost-pull-requests.Deploy', 40, {
      status: 'Failed',
      message,
    });
    const world = new World().happens('e-1', 'Failed', [...release(), refused]);
    const { kind, subject, text } = await world.ends('e-1', 'FAILED');
    expect([kind, subject]).toEqual([
      'failed',
      'waypost: PullRequests/waypost-pull-requests.Deploy failed: feat(site): a new page',
    ]);
    expect(text).toContain('prod runs this release. The failure came after that');
    expect(text).toContain(message);
    expect(text).toContain('retry the stage');
    expect(text).toContain('"A release failed after production"');
    expect(text).not.toContain('git revert');
  });

  test('at the check after the approval says its message, and that prod is as it was', async () => {
    const message = 'waypost-prod-dns changed at 12:17: push an empty commit';
    const check = run('prod/Check', 20, { status: 'Failed', message });
    const world = new World().happens('e-1', 'Failed', [...release().slice(0, 4), check]);
    const { text } = await world.ends('e-1', 'FAILED');
    expect(text).toContain('A release failed before prod');
    expect(text).toContain(message);
  });

  test('names every action that failed', async () => {
    const runs = [
      ...release().slice(0, 5),
      run('prod/SmokeTest', 25, { status: 'Failed' }),
      run('prod/ProtectStacks', 25, { status: 'Failed', message: 'refused' }),
    ];
    const { subject, text } = await new World()
      .happens('e-1', 'Failed', runs)
      .ends('e-1', 'FAILED');
    expect(subject).toContain('prod/SmokeTest, prod/ProtectStacks failed');
    expect(text).toContain('prod/ProtectStacks failed after 5 min');
  });

  test('between actions says what CodePipeline says', async () => {
    const world = new World();
    const statusSummary = 'The deployment window of prod is closed';
    world.executions.push({ ...execution('e-1', 'Failed'), statusSummary });
    world.runs.set('e-1', release().slice(0, 3));
    const { text } = await world.ends('e-1', 'FAILED');
    expect(text).toContain('The deployment window of prod is closed');
  });

  test.each(['cannot be read', 'is empty'])(
    'of a build whose log %s says what CodePipeline says',
    async (log) => {
      const message =
        'Build terminated with state: FAILED. Phase: QUEUED, Code: ACCESS_DENIED, Message: Service role does not allow it';
      const runs = failedAt('Build/Synth', 0, { externalId: 'Synth:b-1', message });
      const world = new World().happens('e-1', 'Failed', runs);
      if (log === 'cannot be read') world.broken = 'logs';
      else world.logs.set('Synth:b-1', []);
      expect((await world.ends('e-1', 'FAILED')).text).toContain(
        `Its log could not be read.\n  ${message}`,
      );
    },
  );
});

describe('mail that a release was not approved', () => {
  test('says that somebody rejected it, and why', async () => {
    const runs = failedAt('prod/Approve', 0, { message: 'not on a Friday' });
    const { subject, text } = await new World()
      .happens('e-1', 'Failed', runs)
      .ends('e-1', 'FAILED');
    expect(subject).toBe('waypost: rejected before prod: feat(site): a new page');
    expect(text).toBe(
      [
        'Somebody rejected a release before prod. prod is unchanged.',
        '  not on a Friday',
        'Commit 3b6a2880fb feat(site): a new page\nwritten 25 Nov 2026, 11:00 UTC',
        [
          'What to do:',
          '- If that was a mistake, retry the stage: the release waits again: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/waypost/view?region=eu-west-1',
          '- Otherwise do nothing. The commit is still on the branch: the next release includes it, unless you revert it.',
          '- Read on: docs/runbook.md, "A release was not approved"',
        ].join('\n'),
      ].join('\n\n'),
    );
  });

  test('says that nobody came in time', async () => {
    const runs = failedAt('prod/Approve', 0, { endedAt: after(75), message: 'timed out' });
    const { subject, text } = await new World()
      .happens('e-1', 'Failed', runs)
      .ends('e-1', 'FAILED');
    expect(subject).toBe('waypost: nobody approved prod in time: feat(site): a new page');
    expect(text).toContain('A release waited 1 h for approval before prod, and has ended.');
    expect(text).toContain('- If you want it, retry the stage');
    // It is CodePipeline's own word for it, and says no more.
    expect(text).not.toContain('timed out');
  });

  test.each([
    ['rejected', 15, 'Somebody rejected a release before the pipeline updates itself.'],
    ['not answered', 75, 'for approval before the pipeline updates itself, and'],
  ])('says of the update of the pipeline, %s, what is unchanged', async (_, minute, words) => {
    const runs = release().slice(0, 2);
    const ended = { status: 'Failed', endedAt: after(minute) } as const;
    const { text } = await new World()
      .happens('e-1', 'Failed', [...runs, run('ReviewPipeline/Approve', 14, ended)])
      .ends('e-1', 'FAILED');
    expect(text).toContain(words);
    expect(text).toContain('The pipeline and every environment are unchanged.');
  });
});

describe('mail that a release is through', () => {
  test('says what prod runs, since when, and what that changed', async () => {
    const world = new World().happens('e-1', 'Succeeded', release());
    world.summaries.set('prod/e-1', 'prod: 2 changed');
    const { kind, subject, text } = await world.ends('e-1', 'SUCCEEDED');
    expect([kind, subject]).toEqual([
      'released',
      'waypost: released to prod: feat(site): a new page',
    ]);
    expect(text).toContain('prod has run this release since 25 Nov 2026, 12:30 UTC.');
    expect(text).toContain('1 h 30 min from the commit to prod');
    expect(text).toContain('prod: 2 changed\n\nThe complete page:\nhttps://');
  });

  test('says for how long releases had failed, and nothing twice', async () => {
    const world = new World()
      .happens('e-0', 'Succeeded', release(-1000))
      .happens('e-1', 'Failed', failedAt('Build/Synth', 0))
      .happens('e-2', 'Superseded', [source(20)])
      .happens('e-3', 'Failed', failedAt('Build/Synth', 30))
      .happens('e-4', 'Succeeded', release(60));
    const { kind, subject, text } = await world.ends('e-4', 'SUCCEEDED');
    expect(kind).toBe('recovered');
    expect(subject).toBe('waypost: recovered, released to prod: feat(site): a new page');
    expect(text).toContain('They had failed for 1 h 20 min, since 25 Nov 2026, 12:10 UTC.');
    expect(world.told).toHaveLength(1);
  });

  test('counts a failure of its own that a retry mended', async () => {
    const runs = [...failedAt('prod/SmokeTest'), run('prod/SmokeTest', 50)];
    const world = new World().happens('e-1', 'Succeeded', runs);
    expect((await world.ends('e-1', 'SUCCEEDED')).kind).toBe('recovered');
  });

  test.each([
    ['that an earlier release ended', 'Failed', -60, [release(-30)]],
    ['of an execution that somebody stopped', 'Stopped', -30, []],
  ] as const)('says nothing of failures %s', async (_, status, begun, then) => {
    const world = new World().happens('e-1', status, failedAt('Build/Synth', begun));
    then.forEach((runs, index) => world.happens(`e-${index + 2}`, 'Succeeded', runs));
    world.happens('e-9', 'Succeeded', release());
    expect((await world.ends('e-9', 'SUCCEEDED')).kind).toBe('released');
  });

  test('says nothing of the failures of a newer release', async () => {
    const world = new World()
      .happens('e-1', 'Succeeded', release())
      .happens('e-2', 'Failed', failedAt('Build/Synth', 5));
    expect((await world.ends('e-1', 'SUCCEEDED')).kind).toBe('released');
  });

  test('does not call a rejected release before it a failure', async () => {
    const world = new World()
      .happens('e-1', 'Failed', failedAt('prod/Approve'))
      .happens('e-2', 'Succeeded', release(60));
    expect((await world.ends('e-2', 'SUCCEEDED')).kind).toBe('released');
  });
});
