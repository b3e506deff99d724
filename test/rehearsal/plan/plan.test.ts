import { parsePlan, PlanError } from '../../../rehearsal/plan/plan';
import {
  approvalAction,
  buildAction,
  definition,
  deployAction,
  invokeAction,
  sourceAction,
} from '../support';

describe('plan', () => {
  test('keeps the stages in order and groups actions by run order, however they are listed', () => {
    const plan = parsePlan(
      definition({
        Source: [sourceAction()],
        dev: [
          deployAction('Contact', {}, { RunOrder: 3 }),
          deployAction('Storage', {}, { RunOrder: 2 }),
          deployAction('Dns', {}, { RunOrder: '1' }),
          deployAction('Email', {}, { RunOrder: 2 }),
        ],
      }),
    );

    expect(plan.stages.map(({ name }) => name)).toEqual(['Source', 'dev']);
    expect(plan.stages[1]?.groups.map((group) => group.map(({ name }) => name))).toEqual([
      ['Dns'],
      ['Storage', 'Email'],
      ['Contact'],
    ]);
  });

  test('takes account and region of an action from its role and its own region', () => {
    const RoleArn = 'arn:aws:iam::222222222222:role/deploy';
    const plan = parsePlan(
      definition({
        Source: [sourceAction()],
        dev: [deployAction('Dns', {}, { RoleArn, Region: 'us-east-1' })],
      }),
    );

    expect(plan.stages[1]?.groups[0]?.[0]).toMatchObject({
      account: '222222222222',
      region: 'us-east-1',
    });
  });

  test('reads environment variables, template paths and capabilities out of their strings', () => {
    const EnvironmentVariables = JSON.stringify([{ name: 'URL', value: '#{Dev.Url}' }]);
    const plan = parsePlan(
      definition({
        Source: [sourceAction()],
        dev: [
          deployAction('Storage', { Capabilities: 'CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND' }),
          buildAction('Test', { Configuration: { ProjectName: 'p', EnvironmentVariables } }),
        ],
      }),
    );

    expect(plan.stages[1]?.groups[0]).toMatchObject([
      {
        template: { artifact: 'Synth', file: 'stack.template.json' },
        capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      },
      { environment: [{ name: 'URL', value: '#{Dev.Url}', type: 'PLAINTEXT' }] },
    ]);
  });

  test('understands an action that invokes a function', () => {
    const UserParameters = '{"execution":"#{codepipeline.PipelineExecutionId}"}';
    const check = invokeAction({ FunctionName: 'check', UserParameters });
    const plan = parsePlan(definition({ Source: [sourceAction()], prod: [check] }));

    expect(plan.stages[1]?.groups[0]).toMatchObject([
      { provider: 'Lambda', functionName: 'check', userParameters: UserParameters },
    ]);
  });

  test('knows which source the first build is made of, and the values of variables', () => {
    const other = sourceAction({ Name: 'A', OutputArtifacts: [{ Name: 'Other' }] });
    const inputs = [{ Name: 'Other' }, { Name: 'Source' }];
    const synth = (PrimarySource: string) =>
      buildAction('Synth', {
        InputArtifacts: inputs,
        Configuration: { ProjectName: 'p', PrimarySource },
      });
    const Variables = [{ Name: 'Size', DefaultValue: 'small', Description: 'of it' }];
    const plan = (primary: string) =>
      parsePlan(
        definition({ Source: [other, sourceAction()], Build: [synth(primary)] }, { Variables }),
      );

    expect(plan('Source')).toMatchObject({ primarySource: 'Source', variables: { Size: 'small' } });
    expect(plan('Other')).toMatchObject({ primarySource: 'A' });
  });

  test('has an artifact store for every region that the pipeline has one for', () => {
    const store = (Region: string, Location: string) => ({
      Region,
      ArtifactStore: { Type: 'S3', Location, EncryptionKey: { Id: 'key', Type: 'KMS' } },
    });
    const plan = parsePlan(
      definition(
        { Source: [sourceAction()], dev: [deployAction('Storage')] },
        {
          ArtifactStore: undefined,
          ArtifactStores: [store('eu-west-1', 'home'), store('us-east-1', 'replica')],
        },
      ),
    );

    expect(plan.stores.get('us-east-1')).toEqual({ bucket: 'replica', keyId: 'key' });
  });

  test('says which conditions of a stage are not rehearsed', () => {
    const { Stages } = definition({
      Source: [sourceAction()],
      dev: [deployAction('Storage')],
    }).properties;
    const [source, dev] = Stages as object[];
    const plan = parsePlan(
      definition({}, { Stages: [source, { ...dev, OnFailure: { Result: 'ROLLBACK' } }] }),
    );

    expect(plan.unrehearsed).toEqual(['stage dev: OnFailure']);
  });

  test('reports every action that it does not understand at once, by stage', () => {
    const unknown = definition({
      Source: [
        sourceAction({
          ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'ECR', Version: '1' },
        }),
      ],
      dev: [
        deployAction('Storage', { ActionMode: 'CHANGE_SET_REFRESH' }),
        deployAction('Email', { StackSetName: 'all' }),
        approvalAction({ Surprise: true }),
      ],
    });

    expect(() => parsePlan(unknown)).toThrow(PlanError);
    expect(() => parsePlan(unknown)).toThrow(
      'Stages.Source.Actions.Source.ActionTypeId: actions of Source/ECR are not rehearsed',
    );
    expect(() => parsePlan(unknown)).toThrow(
      /Stages\.dev\.Actions\.Storage\.Configuration\.ActionMode: expected one of CREATE_UPDATE/,
    );
    expect(() => parsePlan(unknown)).toThrow(
      'Stages.dev.Actions.Email.Configuration.StackSetName: not rehearsed',
    );
    expect(() => parsePlan(unknown)).toThrow('Stages.dev.Actions.Approve.Surprise: not rehearsed');
  });

  test('refuses a pipeline without an artifact store in its own region', () => {
    const storeless = definition(
      { Source: [sourceAction()], dev: [deployAction('Storage')] },
      { ArtifactStore: undefined },
    );

    expect(() => parsePlan(storeless)).toThrow(/no artifact store in eu-west-1/);
  });

  const stages = { Source: [sourceAction()], dev: [deployAction('Storage')] };

  test.each([
    [
      'a disabled transition',
      { DisableInboundStageTransitions: [{ StageName: 'dev', Reason: 'x' }] },
      /DisableInboundStageTransitions: a disabled transition stops every execution/,
    ],
    [
      'a variable without a default',
      { Variables: [{ Name: 'V' }] },
      /Variables\.0\.DefaultValue: without/,
    ],
    ['a property that it does not know', { Surprise: 1 }, /Surprise: not rehearsed/],
    ['fewer than two stages', { Stages: [] }, /Stages: a pipeline has at least two stages/],
    [
      'a stage without actions',
      {
        Stages: [
          { Name: 'a', Actions: [] },
          { Name: 'b', Actions: [] },
        ],
      },
      /Stages\.0\.Actions: has no action/,
    ],
  ])('refuses %s', (_, properties, message) => {
    expect(() => parsePlan(definition(stages, properties))).toThrow(message);
  });

  test('control: takes name, tags, type and no disabled transition', () => {
    const properties = {
      Name: 'waypost',
      Tags: [],
      PipelineType: 'V2',
      ExecutionMode: 'SUPERSEDED',
      DisableInboundStageTransitions: [],
    };

    expect(parsePlan(definition(stages, properties)).unrehearsed).toEqual([]);
  });

  test('is of the type V1, superseded, and without restarts and triggers where nothing is said', () => {
    const properties = { RestartExecutionOnUpdate: undefined, PipelineType: 'V1' };
    const plan = parsePlan(definition(stages, properties));
    expect(plan).toMatchObject({
      executionMode: 'SUPERSEDED',
      restartOnUpdate: false,
      pushFilters: [],
      unrehearsed: [],
    });
    expect(plan.sources.map(({ name }) => name)).toEqual(['Source']);
    expect([...plan.stores]).toStrictEqual([['eu-west-1', { bucket: 'artifacts' }]]);
  });

  test('that cannot be is refused with all that is wrong, under a code', () => {
    const refusal = new PlanError('waypost', ['one', 'two']);
    expect(refusal).toMatchObject({ name: 'PlanError', code: 'PLAN_UNKNOWN' });
    expect(refusal.message).toMatch(/^The pipeline waypost cannot be rehearsed:\n.*one\n.*two$/);
    expect(() => parsePlan(definition(stages, { One: 1, Two: 2 }))).toThrow(
      /One: not rehearsed\n {2}Two: not rehearsed/,
    );
  });

  test.each(['SUPERSEDED', 'QUEUED'])('rehearses the execution mode %s', (mode) => {
    const plan = parsePlan(definition(stages, { ExecutionMode: mode }));

    expect(plan).toMatchObject({ executionMode: mode, unrehearsed: [] });
  });

  test('says that the execution mode PARALLEL is not rehearsed', () => {
    const plan = parsePlan(definition(stages, { ExecutionMode: 'PARALLEL' }));

    expect(plan.unrehearsed).toEqual(['ExecutionMode: PARALLEL']);
  });

  test.each([
    [undefined, 7 * 24 * 60],
    [30, 30],
    ['45', 45],
  ])('gives an approval with TimeoutInMinutes %p the limit of %d minutes', (given, minutes) => {
    const prod = [approvalAction(given === undefined ? {} : { TimeoutInMinutes: given })];
    const plan = parsePlan(definition({ ...stages, prod }));

    expect(plan.stages.at(-1)?.groups[0]?.[0]).toMatchObject({ timeLimitMinutes: minutes });
  });

  test.each([4, 86_401, 'soon'])('refuses TimeoutInMinutes %p, as CodePipeline does', (given) => {
    const prod = [approvalAction({ TimeoutInMinutes: given })];

    expect(() => parsePlan(definition({ ...stages, prod }))).toThrow(/TimeoutInMinutes/);
  });
});
