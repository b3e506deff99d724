import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { minimatch } from 'minimatch';
import { PATHS_WITHOUT_RELEASE } from '../../../lib/pipeline/pipeline-source';
import { sample } from '../../helpers/sample';
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
import { actionOf, assembly, buildSpecOf, hasty, template } from '../pipeline/pipelines';

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

  test.each(['README.md', 'docs/adr/0001-a.md', 'docs/console-dark.png', 'test/fixtures/notes.md'])(
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
