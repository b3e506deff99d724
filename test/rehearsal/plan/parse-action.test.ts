import { parseAction } from '../../../rehearsal/plan/parse-action';
import {
  approvalAction,
  buildAction,
  deployAction,
  invokeAction,
  type RawAction,
  sourceAction,
} from '../support';

const home = { account: '111111111111', region: 'eu-west-1' };
const CONNECTION = 'arn:aws:codeconnections:eu-west-1:111111111111:connection/c';

function action(raw: RawAction): unknown {
  const parsed = parseAction(raw, 'dev', home);
  if (!parsed.success) throw new Error(parsed.problems.join('\n'));
  return parsed.action;
}

function problems(raw: unknown): readonly string[] {
  const parsed = parseAction(raw, 'dev', home);
  return parsed.success ? [] : parsed.problems;
}

const common = { stage: 'dev', runOrder: 1, ...home, outputs: [] };

describe('an action', () => {
  test('of a source has its repository, branch and form of the clone', () => {
    const configuration = {
      ConnectionArn: CONNECTION,
      FullRepositoryId: 'example/waypost',
      BranchName: 'main',
    };
    expect(action(sourceAction({ Configuration: configuration }))).toStrictEqual({
      ...common,
      name: 'Source',
      provider: 'CodeStarSourceConnection',
      inputs: [],
      outputs: ['Source'],
      repository: 'example/waypost',
      branch: 'main',
      connectionArn: CONNECTION,
      detectChanges: true,
      outputFormat: 'CODE_ZIP',
    });
    const clone = { ...configuration, DetectChanges: 'false' };
    const OutputArtifactFormat = 'CODEBUILD_CLONE_REF';
    expect(
      action(sourceAction({ Configuration: { ...clone, OutputArtifactFormat } })),
    ).toMatchObject({ detectChanges: false, outputFormat: OutputArtifactFormat });
  });

  const of = (Provider: string, Configuration: object, Owner = 'AWS') =>
    sourceAction({
      ActionTypeId: { Category: 'Source', Owner, Provider, Version: '1' },
      Configuration,
    });
  test.each([
    [
      'CodeCommit',
      of('CodeCommit', { RepositoryName: 'app', BranchName: 'main', PollForSourceChanges: false }),
      { repository: 'app', branch: 'main', outputFormat: 'CODE_ZIP' },
    ],
    [
      'GitHub',
      of('GitHub', { Owner: 'o', Repo: 'app', Branch: 'main', OAuthToken: 't' }, 'ThirdParty'),
      { repository: 'o/app', branch: 'main', outputFormat: 'CODE_ZIP' },
    ],
    [
      'S3',
      of('S3', { S3Bucket: 'b', S3ObjectKey: 'app.zip' }),
      { repository: 'b/app.zip', bucket: 'b', key: 'app.zip' },
    ],
  ])('of a source in %s has its repository, and starts executions', (provider, raw, expected) => {
    expect(action(raw)).toStrictEqual({
      ...common,
      name: 'Source',
      provider,
      inputs: [],
      outputs: ['Source'],
      detectChanges: true,
      ...expected,
    });
  });

  test.each(['Build', 'Test'])('of a build of the category %s has its project', (Category) => {
    const ActionTypeId = { Category, Owner: 'AWS', Provider: 'CodeBuild', Version: 1 };
    expect(action(buildAction('Synth', { ActionTypeId }))).toStrictEqual({
      ...common,
      name: 'Synth',
      provider: 'CodeBuild',
      inputs: ['Source'],
      project: 'project-Synth',
      environment: [],
    });
  });

  test('of a build has its first source and each kind of variable', () => {
    const variables = ['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER'].map((type) => ({
      name: type,
      value: 'v',
      type,
    }));
    const configuration = {
      ProjectName: 'p',
      PrimarySource: 'Source',
      EnvironmentVariables: JSON.stringify(variables),
    };
    expect(action(buildAction('Synth', { Configuration: configuration }))).toMatchObject({
      primarySource: 'Source',
      environment: variables,
    });
  });

  test('of a deployment has its stack, and what is optional only where it is said', () => {
    const plain = {
      ...common,
      name: 'Storage',
      provider: 'CloudFormation',
      inputs: ['Synth'],
      mode: 'CREATE_UPDATE',
      stackName: 'stack-Storage',
      template: { artifact: 'Synth', file: 'stack.template.json' },
      parameters: {},
      capabilities: [],
    };
    expect(action(deployAction('Storage'))).toStrictEqual(plain);
    const more = {
      ActionMode: 'REPLACE_ON_FAILURE',
      TemplateConfiguration: 'Synth::config.json',
      RoleArn: 'arn:aws:iam::222222222222:role/execution',
    };
    const overrides = { Namespace: 'Dev', RoleArn: 'arn:aws:iam::222222222222:role/deploy' };
    expect(action(deployAction('Storage', more, overrides))).toStrictEqual({
      ...plain,
      mode: 'REPLACE_ON_FAILURE',
      account: '222222222222',
      roleArn: 'arn:aws:iam::222222222222:role/deploy',
      namespace: 'Dev',
      templateConfiguration: { artifact: 'Synth', file: 'config.json' },
      executionRoleArn: 'arn:aws:iam::222222222222:role/execution',
    });
  });

  test('that makes a change set has its name, and overrides parameters', () => {
    const ParameterOverrides = '{"Size":"#{Dev.Size}"}';
    const configuration = {
      ActionMode: 'CHANGE_SET_REPLACE',
      ChangeSetName: 'PipelineChange',
      ParameterOverrides,
    };
    expect(action(deployAction('Prepare', configuration))).toMatchObject({
      mode: 'CHANGE_SET_REPLACE',
      changeSetName: 'PipelineChange',
      template: { artifact: 'Synth', file: 'stack.template.json' },
      parameters: { Size: '#{Dev.Size}' },
    });
  });

  test('that deploys files to a bucket has its key, which may be left out where files are extracted', () => {
    const deploy = (given: object) =>
      deployAction(
        'Publish',
        {},
        {
          ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'S3', Version: '1' },
          Configuration: { BucketName: 'b', ...given },
        },
      );
    expect(action(deploy({ Extract: 'true', CannedACL: 'private' }))).toStrictEqual({
      ...common,
      name: 'Publish',
      provider: 'S3Deploy',
      inputs: ['Synth'],
      ...{ bucket: 'b', key: '', extract: true, acl: 'private' },
    });
    expect(problems(deploy({ Extract: 'false' }))).toEqual([
      'Configuration.ObjectKey: is needed where Extract is false',
    ]);
  });

  test('that executes a change set, or deletes a stack, has no template', () => {
    const Configuration = { ActionMode: 'CHANGE_SET_EXECUTE', StackName: 's', ChangeSetName: 'c' };
    const executes = deployAction('Deploy', {}, { Configuration, InputArtifacts: [] });
    expect(action(executes)).toStrictEqual({
      ...common,
      name: 'Deploy',
      provider: 'CloudFormation',
      inputs: [],
      mode: 'CHANGE_SET_EXECUTE',
      stackName: 's',
      changeSetName: 'c',
    });
    const deletes = { ActionMode: 'DELETE_ONLY', StackName: 's' };
    expect(action(deployAction('Remove', {}, { Configuration: deletes }))).toMatchObject({
      mode: 'DELETE_ONLY',
      stackName: 's',
    });
  });

  test('of an approval has its comment and page', () => {
    const plain = { ...common, name: 'Approve', provider: 'Manual', inputs: [] };
    expect(action(approvalAction())).toStrictEqual({ ...plain, timeLimitMinutes: 10_080 });
    const said = { CustomData: 'look', ExternalEntityLink: 'https://x', NotificationArn: 'arn' };
    expect(action(approvalAction({ Configuration: said }))).toMatchObject({
      comment: 'look',
      reviewUrl: 'https://x',
    });
  });

  test('of a function has no parameters unless they are said', () => {
    expect(action(invokeAction({ FunctionName: 'check' }))).toStrictEqual({
      ...common,
      name: 'Check',
      provider: 'Lambda',
      inputs: [],
      functionName: 'check',
    });
  });
});

describe('what is no action that can be rehearsed', () => {
  test.each(['Synth', '::file', 'Synth::'])('names the template path %s', (TemplatePath) => {
    expect(problems(deployAction('Storage', { TemplatePath }))).toEqual([
      `Configuration.TemplatePath: expected Artifact::path, found ${TemplatePath}`,
    ]);
  });

  test.each([
    [true, ['Configuration.BatchEnabled: a batch build is not rehearsed']],
    ['true', ['Configuration.BatchEnabled: a batch build is not rehearsed']],
    ['false', []],
  ])('names a build whose BatchEnabled is %p', (BatchEnabled, expected) => {
    const Configuration = { ProjectName: 'p', BatchEnabled };
    expect(problems(buildAction('Synth', { Configuration }))).toEqual(expected);
  });

  test('names parameters that are neither texts nor functions of an input, or no JSON', () => {
    const of = (value: unknown) =>
      problems(deployAction('Storage', { ParameterOverrides: JSON.stringify({ Size: value }) }));
    expect(of({ 'Fn::GetParam': ['Other', 'file.json', 'Size'] })).toEqual([
      'Configuration.ParameterOverrides.Size: Other is no input artifact of the action',
    ]);
    for (const value of [{ 'Fn::GetArtifactAtt': ['Synth', 'Arn'] }, { Ref: 'Size' }, 1]) {
      expect(of(value)).toEqual([
        expect.stringMatching(/^Configuration\.ParameterOverrides\.Size: expected a text, Fn::/),
      ]);
    }
    expect(problems(deployAction('Storage', { ParameterOverrides: '{' }))).toEqual([
      expect.stringMatching(/^Configuration\.ParameterOverrides: is not JSON: /),
    ]);
  });

  const type = (change: object) =>
    buildAction('Synth', {
      ActionTypeId: {
        Category: 'Build',
        Owner: 'AWS',
        Provider: 'CodeBuild',
        Version: '1',
        ...change,
      },
    });

  test.each([
    ['owner', type({ Owner: 'Custom' }), 'ActionTypeId.Owner'],
    ['version', type({ Version: '2' }), 'ActionTypeId.Version'],
    ['run order', buildAction('Synth', { RunOrder: 0 }), 'RunOrder'],
    [
      'kind of variable',
      buildAction('Synth', {
        Configuration: {
          ProjectName: 'p',
          EnvironmentVariables: '[{"name":"N","value":"v","type":"FILE"}]',
        },
      }),
      'Configuration.EnvironmentVariables.0.type',
    ],
    [
      'form of a clone',
      sourceAction({
        Configuration: {
          ConnectionArn: CONNECTION,
          FullRepositoryId: 'a/b',
          BranchName: 'main',
          OutputArtifactFormat: 'TAR',
        },
      }),
      'Configuration.OutputArtifactFormat',
    ],
  ])('names its %s', (_, raw, path) => {
    expect(problems(raw)).toEqual([expect.stringMatching(new RegExp(`^${path}: `))]);
  });

  test('names a type that is missing, or of nobody', () => {
    expect(problems({ Name: 'X' })).toEqual([expect.stringMatching(/^ActionTypeId: /)]);
    expect(problems({ ActionTypeId: {} })).toEqual([
      expect.stringMatching(/^ActionTypeId\.Category: /),
      expect.stringMatching(/^ActionTypeId\.Provider: /),
    ]);
    expect(problems(type({ Provider: 'Jenkins' }))).toEqual([
      'ActionTypeId: actions of Build/Jenkins are not rehearsed',
    ]);
    expect(problems(type({ Category: 'Deploy' }))).toEqual([
      'ActionTypeId: actions of Deploy/CodeBuild are not rehearsed',
    ]);
  });
});
