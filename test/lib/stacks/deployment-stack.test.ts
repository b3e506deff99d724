import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { minimatch } from 'minimatch';
import { parse } from 'yaml';
import manifest from '../../../package.json';
import { CLOUD_ASSEMBLY_FOLDER, NODE_MAJOR_VERSION } from '../../../lib/constants';
import { PATHS_WITHOUT_RELEASE } from '../../../lib/pipeline/pipeline-source';
import { dev, sample } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { synthesizedPipeline } from '../../helpers/one-bucket-pipeline';
import {
  type Action,
  assertApprovalFirst,
  assertMutationFirst,
  assertReviewed,
  deploymentsOf,
  only,
  stageNamed,
  stagesOf,
} from '../../helpers/pipeline-definition';
import { templateOf } from '../../helpers/synthesis';
import { assertRemovalDecided } from '../../helpers/removal-decisions';
import {
  actionsOf,
  assertNoBlanketActions,
  expectResource,
  resourcesOf,
  statementsOf,
} from '../../helpers/template-rules';

const RELEASE_MANAGERS = 'arn:aws:iam::111111111111:role/release-managers';
const ROOT = join(__dirname, '../../..');
const { template, assembly } = synthesizedPipeline({
  files: [join(ROOT, 'package.json'), join(ROOT, 'tsconfig.json')],
});

/** Of an owner who queues releases, waits an hour for a person and has an approver. */
const hasty = synthesizedPipeline({
  config: exampleConfig({
    pipeline: { executionMode: 'QUEUED', approvers: [RELEASE_MANAGERS] },
    environments: [
      dev,
      {
        ...prodInput,
        approval: { timeoutMinutes: 60 },
        deploymentWindow: { cron: '* 9-16 * * 1-4', timeZone: 'Europe/Berlin' },
      },
    ],
  }),
});

/** Inline build spec of the one project whose description ends so. */
function buildSpecOf(action: string) {
  const [project] = Object.values(
    template.findResources('AWS::CodeBuild::Project', {
      Properties: { Description: `Pipeline step waypost-pipeline/Pipeline/${action}` },
    }),
  ) as { Properties: { Source: { BuildSpec: string } } }[];
  return project?.Properties.Source.BuildSpec ?? '';
}

function actionOf(stage: string, action: string): Action {
  const found = stageNamed(stage, template).Actions.find(({ Name }) => Name === action);
  if (!found) throw new Error(`${stage} has no action ${action}`);
  return found;
}

/** Policies that let somebody assume this role, and none beside it. */
function mayAssume(role: string): string[] {
  return statementsOf(template)
    .filter(
      ({ statement: { Action, Resource } }) => Action === 'sts:AssumeRole' && Resource === role,
    )
    .map(({ id }) => id);
}

describe('pipeline', () => {
  test('updates itself before it deploys anything', () => {
    expect(() => {
      assertMutationFirst(stagesOf(template));
    }).not.toThrow();
  });

  test('control: the order check notices a deployment before the mutation', () => {
    expect(() => {
      assertMutationFirst(stagesOf(template).toReversed());
    }).toThrow('the pipeline deploys before it updates itself');
  });

  test('control: the order check notices a missing mutation', () => {
    const stages = stagesOf(template).filter(({ Name }) => Name !== 'UpdatePipeline');
    expect(() => {
      assertMutationFirst(stages);
    }).toThrow('the pipeline does not update itself');
  });

  test('waits for a person before prod', () => {
    expect(() => {
      assertApprovalFirst(stageNamed('prod', template));
    }).not.toThrow();
  });

  test('control: the approval check notices a missing approval', () => {
    expect(() => {
      assertApprovalFirst(stageNamed('dev', template));
    }).toThrow('dev has no approval');
  });

  test('control: the approval check notices a late approval', () => {
    const { Name, Actions } = stageNamed('prod', template);
    const late = Actions.map((action) =>
      action.Name === 'Approve' ? { ...action, RunOrder: 9 } : action,
    );
    expect(() => {
      assertApprovalFirst({ Name, Actions: late });
    }).toThrow('prod acts before it is approved');
  });

  test('shows what changes before a person says yes, and looks again before it deploys', () => {
    expect(() => {
      assertReviewed(stagesOf(template), 'prod');
    }).not.toThrow();
  });

  /** The stages with prod's actions, or those of all, changed. */
  const withActions = (change: (action: Action) => Action | undefined) =>
    stagesOf(template).map(({ Name, Actions }) => ({
      Name,
      Actions: Actions.flatMap((action) => change(action) ?? []),
    }));

  test.each<[string, (action: Action) => Action | undefined, RegExp]>([
    [
      'no difference',
      (action) => (action.Name === 'DiffOf-prod' ? undefined : action),
      /nobody sees what changes/,
    ],
    [
      'another text at the approval',
      (action) =>
        action.Name === 'Approve' ? { ...action, Configuration: { CustomData: 'Go?' } } : action,
      /does not say what changes/,
    ],
    [
      'no check',
      (action) => (action.Name === 'Check' ? undefined : action),
      /meets Manual, CloudFormation/,
    ],
    [
      'a build in place of the check',
      (action) =>
        action.Name === 'Check'
          ? { ...action, ActionTypeId: { Category: 'Build', Provider: 'CodeBuild' } }
          : action,
      /meets Manual, CodeBuild/,
    ],
    [
      'a check beside the stacks',
      (action) => (action.Name === 'Check' ? { ...action, RunOrder: 3 } : action),
      /meets Manual, Lambda\+CloudFormation|CloudFormation\+Lambda|Manual, CloudFormation/,
    ],
  ])('control: the review check notices %s', (_, change, message) => {
    expect(() => {
      assertReviewed(withActions(change), 'prod');
    }).toThrow(message);
  });

  test('links the approval to the page of the difference in the S3 console', () => {
    const link = JSON.stringify(actionOf('prod', 'Approve').Configuration?.['ExternalEntityLink']);
    expect(link).toContain('https://eu-west-1.console.aws.amazon.com/s3/object/');
    expect(link).toContain(
      '?region=eu-west-1&prefix=releases/prod/#{codepipeline.PipelineExecutionId}/diff.html',
    );
  });

  test('waits for a person no longer than the owner wants', () => {
    expect(actionOf('prod', 'Approve').TimeoutInMinutes).toBe(10_080);
    expect(stageNamed('prod', hasty.template).Actions[0]).toMatchObject({
      Name: 'DiffOf-prod',
    });
    const approval = stageNamed('prod', hasty.template).Actions.find(
      ({ Name }) => Name === 'Approve',
    );
    expect(approval?.TimeoutInMinutes).toBe(60);
  });

  test('compares beside the smoke test of the environment before', () => {
    expect(actionOf('dev', 'DiffOf-prod').RunOrder).toBe(actionOf('dev', 'SmokeTest').RunOrder);
  });

  test('compares a release that queued behind others when its turn has come', () => {
    const prod = stageNamed('prod', hasty.template);
    expect(prod.Actions.slice(0, 3).map(({ Name }) => Name)).toEqual([
      'DiffOf-prod',
      'Approve',
      'Check',
    ]);
    expect(() => {
      assertReviewed(stagesOf(hasty.template), 'prod');
    }).not.toThrow();
  });

  test('compares the first environment in its own stage, if that one waits for a person', () => {
    const config = exampleConfig({ environments: [prodInput] });
    expect(() => {
      assertReviewed(stagesOf(synthesizedPipeline({ config }).template), 'prod');
    }).not.toThrow();
  });

  test('tests an environment after everything in it is deployed', () => {
    for (const name of ['dev', 'prod']) {
      expect(actionOf(name, 'SmokeTest').RunOrder).toBeGreaterThan(
        Math.max(...deploymentsOf(stageNamed(name, template)).map(({ RunOrder }) => RunOrder)),
      );
    }
  });

  test('protects the stacks of prod from deletion while it tests them', () => {
    const protection = actionOf('prod', 'ProtectStacks');
    expect(protection.RunOrder).toBe(actionOf('prod', 'SmokeTest').RunOrder);
    expect(buildSpecOf('prod/ProtectStacks')).toContain('"node protect-stacks.mjs"');
    expectResource(template, 'AWS::CodeBuild::Project', {
      Environment: {
        EnvironmentVariables: Match.arrayWith([
          {
            Name: 'PROTECTED_STACKS',
            Type: 'PLAINTEXT',
            Value: 'us-east-1/dns-prod eu-west-1/home-prod',
          },
        ]),
      },
    });
  });

  test('protects no stack of an environment that does not ask for it', () => {
    const names = stageNamed('dev', template).Actions.map(({ Name }) => Name);
    expect(names).not.toContain('ProtectStacks');
  });

  test('deploys a stack in one action, without a change set', () => {
    const modes = ['dev', 'prod']
      .flatMap((name) => deploymentsOf(stageNamed(name, template)))
      .map(({ Configuration }) => Configuration?.['ActionMode']);
    expect(modes).toEqual(['CREATE_UPDATE', 'CREATE_UPDATE', 'CREATE_UPDATE', 'CREATE_UPDATE']);
  });

  test('publishes all files in one build', () => {
    expect(stageNamed('Assets', template).Actions).toHaveLength(1);
  });

  test('drops a waiting release for a newer one, unless the owner wants each delivered', () => {
    expectResource(template, 'AWS::CodePipeline::Pipeline', {
      ExecutionMode: 'SUPERSEDED',
      RestartExecutionOnUpdate: true,
    });
    expectResource(hasty.template, 'AWS::CodePipeline::Pipeline', {
      ExecutionMode: 'QUEUED',
    });
  });
});

describe('pull requests', () => {
  const BUILD = 'waypost-pull-requests';

  test('get their build after everything else, so that a refusal keeps no release back', () => {
    const { Name, Actions } = stagesOf(template).at(-1) ?? { Actions: [] };
    expect(Name).toBe('PullRequests');
    expect(Actions).toMatchObject([
      {
        Name: `${BUILD}.Deploy`,
        ActionTypeId: { Category: 'Deploy', Provider: 'CloudFormation' },
        Configuration: {
          StackName: BUILD,
          TemplatePath: expect.stringMatching(`::${BUILD}.template.json$`) as string,
        },
      },
    ]);
    expect(template.findResources('AWS::CodeBuild::Project')).not.toEqual({});
    expect(JSON.stringify(template)).not.toContain('CODECONNECTIONS');
  });

  test('get it anew when it could not be made, as a retry must not need a hand', () => {
    const { Configuration } = actionOf('PullRequests', `${BUILD}.Deploy`);
    expect(Configuration?.['ActionMode']).toBe('REPLACE_ON_FAILURE');
    const made = resourcesOf(templateOf(assembly, BUILD));
    expect(made.map(([, { Type }]) => Type)).toEqual(['AWS::CodeBuild::Project']);
  });

  test('have their stack deployed by the roles of bootstrap, within its tags', () => {
    const { Configuration, RoleArn } = actionOf('PullRequests', `${BUILD}.Deploy`);
    expect(JSON.stringify(RoleArn)).toContain(':role/cdk-hnb659fds-deploy-role-111111111111-');
    expect(JSON.stringify(Configuration?.['RoleArn'])).toContain('-cfn-exec-role-111111111111-');
    const file = readFileSync(
      join(assembly.directory, `${BUILD}.template.json.config.json`),
      'utf8',
    );
    expect(JSON.parse(file)).toEqual({
      Tags: {
        project: 'waypost',
        environment: 'tools',
        stack: 'pull-requests',
        'cost-allocation': 'waypost-tools',
      },
    });
  });

  test('find bucket, key, role and log of the pipeline by weak references, which block no change of it', () => {
    const text = JSON.stringify(templateOf(assembly, BUILD));
    expect(text).toContain('Fn::GetStackOutput');
    expect(text).not.toContain('Fn::ImportValue');
  });

  test('have neither stage nor stack nor role where the owner wants none', () => {
    const source = { ...sample.source, pullRequests: false } as const;
    const without = synthesizedPipeline({ config: exampleConfig({ source }) });
    expect(stagesOf(without.template).at(-1)?.Name).toBe('prod');
    expect(without.assembly.stacks.map(({ stackName }) => stackName)).not.toContain(BUILD);
    const roles = Object.values(without.template.findResources('AWS::IAM::Role'));
    expect(roles).not.toContainEqual(
      expect.objectContaining({
        Properties: expect.objectContaining({ RoleName: 'waypost-pull-request-build' }) as object,
      }),
    );
  });
});

describe('push', () => {
  test('starts a release by the filtered trigger and not by the source action as well', () => {
    expect(stageNamed('Source', template).Actions[0]?.Configuration).toMatchObject({
      DetectChanges: false,
      BranchName: 'main',
      FullRepositoryId: 'example/waypost',
      // Synth tells the commits since the last release.
      OutputArtifactFormat: 'CODEBUILD_CLONE_REF',
    });
    expectResource(template, 'AWS::CodePipeline::Pipeline', {
      Triggers: [
        {
          ProviderType: 'CodeStarSourceConnection',
          GitConfiguration: {
            SourceActionName: 'Source',
            Push: [
              {
                Branches: { Includes: ['main'] },
                FilePaths: { Excludes: PATHS_WITHOUT_RELEASE },
              },
            ],
          },
        },
      ],
    });
  });

  test.each(['README.md', 'docs/adr/0001-a.md', 'docs/pipeline.svg', 'test/fixtures/notes.md'])(
    'of %s alone starts no release',
    (path) => {
      expect(PATHS_WITHOUT_RELEASE.some((pattern) => minimatch(path, pattern))).toBe(true);
    },
  );

  test.each(['waypost.config.ts', 'site/index.html', 'lambdas/contact-form/email/message.txt'])(
    'of %s starts a release',
    (path) => {
      expect(PATHS_WITHOUT_RELEASE.some((pattern) => minimatch(path, pattern))).toBe(false);
    },
  );

  test.each(['Source', 'Synth'])(
    'is fetched by %s under both names of the action that uses a connection',
    (action) => {
      const granted = statementsOf(template)
        .filter(
          ({ id, statement }) =>
            id.includes(action) && String(statement.Resource).endsWith(':connection/0123-abcd'),
        )
        .flatMap(({ statement }) => actionsOf(statement));
      expect(granted.sort()).toEqual([
        'codeconnections:UseConnection',
        'codestar-connections:UseConnection',
      ]);
    },
  );
});

describe('build', () => {
  const buildSpec = parse(readFileSync(join(ROOT, 'buildspec.yml'), 'utf8')) as {
    phases: { install: { 'runtime-versions': { nodejs: number } }; build: { commands: string[] } };
    artifacts: { 'base-directory': string; files: string };
  };

  test('of the cloud assembly follows the build spec of the pushed commit', () => {
    expect(buildSpecOf('Build/Synth')).toBe('buildspec.yml');
  });

  test('of the cloud assembly checks before it synthesizes, and hands everything on', () => {
    expect(buildSpec.phases.build.commands).toEqual(['npm run check', 'npm run synth']);
    expect(buildSpec.artifacts).toEqual({
      'base-directory': CLOUD_ASSEMBLY_FOLDER,
      files: '**/*',
    });
  });

  test('of the mutation installs the CLI that package.json names', () => {
    expect(buildSpecOf('UpdatePipeline/SelfMutate')).toContain(
      `npm install -g aws-cdk@${manifest.devDependencies['aws-cdk']}"`,
    );
  });

  test('of the mutation says what changes before it changes it, if the commit can', () => {
    const spec = parse(buildSpecOf('UpdatePipeline/SelfMutate')) as {
      env: { 'exported-variables': string[] };
      phases: Record<string, { commands: string[] }>;
    };
    expect(spec.env['exported-variables']).toEqual(['MUTATION_SUMMARY']);
    expect(actionOf('UpdatePipeline', 'SelfMutate')).toHaveProperty('Namespace');
    expect(spec.phases['pre_build']?.commands[0]).toBe(
      '[ ! -f mutation-summary.mjs ] || node mutation-summary.mjs',
    );
    expect(spec.phases['build']?.commands).toEqual([expect.stringContaining('deploy waypost-')]);
  });

  test('of the mutation may read the template of the pipeline alone, and write its notes alone', () => {
    const granted = (action: string) =>
      statementsOf(template)
        .filter(({ id, statement }) => id.includes('SelfMutation') && statement.Action === action)
        .map(({ statement }) => JSON.stringify(statement.Resource));
    expect(granted('cloudformation:GetTemplate')).toEqual([
      expect.stringMatching(/:stack\/waypost-pipeline\/\*"$/),
    ]);
    expect(granted('s3:PutObject')).toEqual([expect.stringMatching(/\/mutations\/\*"/)]);
  });

  test('of the assets installs the publisher that package.json names', () => {
    const file = readFileSync(join(assembly.directory, buildSpecOf('Assets/FileAssets')), 'utf8');
    expect(file).toContain(`npm install -g cdk-assets@${manifest.devDependencies['cdk-assets']}"`);
  });

  test('of the assets runs one publisher for each stack that has some, with each of its assets', () => {
    const file = readFileSync(join(assembly.directory, buildSpecOf('Assets/FileAssets')), 'utf8');
    const { phases } = JSON.parse(file) as { phases: { build: { commands: string[] } } };
    const manifests = phases.build.commands.map((command) => /--path "([^"]+)"/.exec(command)?.[1]);
    const published = phases.build.commands.flatMap((command) => [
      ...(/ publish (.*)$/.exec(command)?.[1] ?? '').matchAll(/"[^"]+"/g),
    ]);

    expect(manifests).toEqual([...new Set(manifests)]);
    expect(published.length).toBeGreaterThan(manifests.length);
  });

  test('runs on the Node that package.json pins', () => {
    expect(manifest.devDependencies.node.split('.')[0]).toBe(NODE_MAJOR_VERSION);
    expect(buildSpec.phases.install['runtime-versions'].nodejs).toBe(Number(NODE_MAJOR_VERSION));
    expect(buildSpecOf('dev/SmokeTest')).toContain(`"nodejs": "${NODE_MAJOR_VERSION}"`);
  });

  test('of a smoke test reads outputs of the stage and may assume its role alone', () => {
    const smokeTest = actionOf('prod', 'SmokeTest');
    expect(smokeTest.Configuration?.['EnvironmentVariables']).toMatch(/"PAGE_URL".*"#\{.*\.Url\}"/);
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-smoke-test-build' });
    expect(mayAssume('arn:aws:iam::333333333333:role/visitor-prod')).toEqual([
      expect.stringMatching(/^SmokeTestprodRole/),
    ]);
  });

  test('that protects stacks may assume the role that protects them, and no other', () => {
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-stack-protection-build' });
    expect(mayAssume('arn:aws:iam::333333333333:role/protector-prod')).toEqual([
      expect.stringMatching(/^ProtectStacksprodRole/),
    ]);
  });
});

describe('review', () => {
  const READER = 'role/waypost-prod-release-reader';
  /** What the roles of a construct are granted: action -> resources, as text. */
  const grantsOf = (of: Template, role: RegExp) =>
    Object.fromEntries(
      statementsOf(of)
        .filter(
          ({ id, statement }) =>
            role.test(id) && statement.Effect === 'Allow' && !statement.Principal,
        )
        .flatMap(({ statement }) =>
          actionsOf(statement).map((action) => [action, JSON.stringify(statement.Resource)]),
        ),
    );

  test('may read the environment through its reader, write its records, and see what was released', () => {
    const grants = grantsOf(template, /^ReleaseReviewprodDiffRole/);
    expect(grants['sts:AssumeRole']).toContain(READER);
    expect(grants['s3:PutObject']).toContain('/releases/prod/*');
    expect(grants['codepipeline:ListPipelineExecutions']).toContain(':waypost"');
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-release-diff-build' });
  });

  test('is checked by a function that may read the record and the stacks, and answer', () => {
    const grants = grantsOf(template, /^ReleaseReviewprodCheckPartsRole/);
    expect(Object.keys(grants).sort()).toEqual([
      'codepipeline:PutJobFailureResult',
      'codepipeline:PutJobSuccessResult',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      'sts:AssumeRole',
    ]);
    expect(grants['sts:AssumeRole']).toContain(READER);
    expect(grants['s3:GetObject']).toContain('/releases/prod/*');
    expectResource(template, 'AWS::IAM::Role', { RoleName: 'waypost-prod-release-check' });
  });

  test.each([
    ['any time', template, '* * * * * UTC'],
    ["the owner's window", hasty.template, '* 9-16 * * 1-4 Europe/Berlin'],
  ])('is checked for %s', (_, of, window) => {
    expectResource(of, 'AWS::Lambda::Function', {
      FunctionName: 'waypost-prod-release-check',
      Environment: { Variables: Match.objectLike({ DEPLOYMENT_WINDOW: window }) },
    });
  });
});

describe('approver', () => {
  test('is no role unless the owner names who may assume it', () => {
    expect(
      template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'waypost-approver' } }),
    ).toEqual({});
  });

  test('is assumed by those alone', () => {
    expectResource(hasty.template, 'AWS::IAM::Role', {
      RoleName: 'waypost-approver',
      AssumeRolePolicyDocument: {
        Statement: [
          { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: RELEASE_MANAGERS } },
        ],
      },
    });
  });

  test('says yes or no at the approvals, sees the pipeline and reads what a release changes', () => {
    const own = statementsOf(hasty.template).filter(
      ({ id, statement }) => id.startsWith('Approver') && !statement.Principal,
    );
    const may = own.map(({ statement }) => [
      actionsOf(statement).sort(),
      JSON.stringify(statement.Resource),
      statement.Condition,
    ]);
    const text = (part: string) => expect.stringContaining(part) as string;
    expect(may).toEqual([
      [['codepipeline:PutApprovalResult'], text(':waypost/prod/Approve'), undefined],
      [
        [
          'codepipeline:GetPipeline',
          'codepipeline:GetPipelineExecution',
          'codepipeline:GetPipelineState',
          'codepipeline:ListActionExecutions',
          'codepipeline:ListPipelineExecutions',
        ],
        text(':waypost"'),
        undefined,
      ],
      [['s3:GetObject'], text('/releases/*'), undefined],
      [['s3:ListBucket'], text('ArtifactsBucket'), { StringLike: { 's3:prefix': 'releases/*' } }],
      [
        ['kms:Decrypt'],
        text('ArtifactsKey'),
        {
          StringEquals: {
            'kms:ViaService': 's3.eu-west-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn': {
              'Fn::GetAtt': [expect.stringMatching(/^ArtifactsBucket/), 'Arn'],
            },
          },
        },
      ],
    ]);
  });
});

describe('pipeline stack', () => {
  test('decides for everything that stores data what becomes of it', () => {
    expect(() => {
      assertRemovalDecided(template);
    }).not.toThrow();
  });

  test('allows nobody all actions of a service', () => {
    expect(() => {
      assertNoBlanketActions(template);
    }).not.toThrow();
  });

  test('is protected from deletion, and so are its replicas', () => {
    const stacks = assembly.stacks.filter(({ stackName }) =>
      stackName.startsWith('waypost-pipeline'),
    );
    expect(stacks.map(({ terminationProtection }) => terminationProtection)).toEqual([true, true]);
  });

  test('is tagged for its cost', () => {
    expect(assembly.getStackByName('waypost-pipeline').tags).toEqual({
      project: 'waypost',
      environment: 'tools',
      stack: 'pipeline',
      'cost-allocation': 'waypost-tools',
    });
  });

  test('has the one name that everybody finds it by', () => {
    expect(only(template, 'AWS::CodePipeline::Pipeline').Properties?.['Name']).toBe('waypost');
  });
});
