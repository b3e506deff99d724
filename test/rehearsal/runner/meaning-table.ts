import type { ActionResult } from '../../../rehearsal/runner/execution';
import {
  approvalAction,
  buildAction,
  definition,
  deployAction,
  sourceAction,
  type RawAction,
} from '../support';

/**
 * What AWS says of pipelines and builds, and small examples of it. Where AWS is silent, `saying` has what the
 * rehearsal does, and `source` is unset. docs/pipeline-meaning.md shows these tables.
 */
interface Row {
  readonly subject: string;
  readonly saying: string;
  /** A page of AWS's documentation, below docs.aws.amazon.com. */
  readonly source?: string;
}

export interface PipelineRow extends Row {
  readonly stages: Readonly<Record<string, readonly RawAction[]>>;
  /** Properties of the pipeline. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Properties of its stages. */
  readonly ofStages?: Readonly<Record<string, object>>;
  /** Action -> how it ends; the others succeed. */
  readonly ends?: Readonly<Record<string, ActionResult>>;
  /** Action -> a text whose variables it needs. */
  readonly reads?: Readonly<Record<string, string>>;
  /** Actions after which the pipeline is another one, once each. */
  readonly changedBy?: string;
  /** Actions in the order of their start; those that run side by side are in one list. */
  readonly runs: readonly (readonly string[])[];
  readonly outcome: 'succeeded' | 'failed' | 'rejected';
}

/** What an action does with its input artifact `Synth`. */
export interface ActionRow extends Row {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly provider?: 'S3';
  /** Files in `Synth`, beside the template. */
  readonly files: Readonly<Record<string, string>>;
  /** Parameters of the stack that it makes. Its outputs are `{ Url: 'u' }`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Files of its output artifact. */
  readonly gives?: Readonly<Record<string, string>>;
  /** Keys of the objects that it puts. */
  readonly puts?: readonly string[];
}

const HOW = 'codepipeline/latest/userguide/concepts-how-it-works.html';
const ACTIONS = 'codepipeline/latest/userguide/action-requirements.html';
const VARIABLES = 'codepipeline/latest/userguide/actions-variables.html';
const APPROVALS = 'codepipeline/latest/userguide/approvals.html';
const LIMITS = 'codepipeline/latest/userguide/limits.html';
const ON_UPDATE =
  'AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html';
const CHECK = 'codepipeline/latest/userguide/rule-reference-VariableCheck.html';

const Source = [sourceAction()];
const failed: ActionResult = { status: 'failed', error: 'it failed' };
const at = (RunOrder: number, more: object = {}) => ({ RunOrder, ...more });
const deploy = (name: string, order = 1) => deployAction(name, {}, at(order));
const gives = (variables: Readonly<Record<string, string>>): ActionResult => ({
  status: 'succeeded',
  variables,
});

export const PIPELINES: readonly PipelineRow[] = [
  {
    subject: 'stages',
    saying: 'A stage begins when the stage before has succeeded.',
    source: HOW,
    stages: { Source, Build: [buildAction('Synth')], dev: [deploy('Dev')] },
    runs: [['Source'], ['Synth'], ['Dev']],
    outcome: 'succeeded',
  },
  {
    subject: 'run order',
    saying:
      'Actions with one run order run side by side. Those with a higher one wait for all of them.',
    source: ACTIONS,
    stages: { Source, dev: [deploy('C', 2), deploy('A'), deploy('B')] },
    runs: [['Source'], ['A', 'B'], ['C']],
    outcome: 'succeeded',
  },
  {
    subject: 'run order',
    saying: 'Run orders need not be without gaps.',
    source: ACTIONS,
    stages: { Source, dev: [deploy('B', 7), deploy('A', 3)] },
    runs: [['Source'], ['A'], ['B']],
    outcome: 'succeeded',
  },
  {
    subject: 'run order',
    saying: 'Without a run order, an action has 1.',
    source: ACTIONS,
    stages: {
      Source,
      dev: [deploy('B', 2), deployAction('A', {}, { RunOrder: undefined })],
    },
    runs: [['Source'], ['A'], ['B']],
    outcome: 'succeeded',
  },
  {
    subject: 'failure',
    saying: 'After a failed action, no later run order and no later stage begins.',
    source: HOW,
    stages: { Source, dev: [deploy('A'), deploy('B', 2)], prod: [deploy('C')] },
    ends: { A: failed },
    runs: [['Source'], ['A']],
    outcome: 'failed',
  },
  {
    subject: 'failure',
    saying: 'Actions beside a failed one run to their own end.',
    stages: { Source, dev: [deploy('A'), deploy('B'), deploy('C', 2)] },
    ends: { A: failed },
    runs: [['Source'], ['A', 'B']],
    outcome: 'failed',
  },
  {
    subject: 'retry',
    saying:
      'A failed stage is tried again only when somebody asks for it, or its conditions say so. The rehearsal does neither: the next push is a new execution.',
    source: 'codepipeline/latest/userguide/stage-retry.html',
    stages: { Source, dev: [deploy('A')] },
    ofStages: { dev: { OnFailure: { Result: 'RETRY' } } },
    ends: { A: failed },
    runs: [['Source'], ['A']],
    outcome: 'failed',
  },
  {
    subject: 'approval',
    saying: 'A rejection ends the execution as a failure does.',
    source: APPROVALS,
    stages: { Source, prod: [approvalAction(), deploy('Prod', 2)] },
    ends: { Approve: { status: 'rejected', error: 'no' } },
    runs: [['Source'], ['Approve']],
    outcome: 'rejected',
  },
  {
    subject: 'approval',
    saying: 'An approval that nobody answers in time fails.',
    source: LIMITS,
    stages: { Source, prod: [approvalAction(), deploy('Prod', 2)] },
    ends: { Approve: { status: 'expired', error: 'late' } },
    runs: [['Source'], ['Approve']],
    outcome: 'failed',
  },
  {
    subject: 'approval',
    saying: 'A failure beside a rejection is what the execution ends with.',
    stages: { Source, prod: [approvalAction(), deploy('Prod')] },
    ends: { Approve: { status: 'rejected', error: 'no' }, Prod: failed },
    runs: [['Source'], ['Approve', 'Prod']],
    outcome: 'failed',
  },
  {
    subject: 'variables',
    saying: "An action's variables are in its namespace for the actions after it.",
    source: VARIABLES,
    stages: {
      Source: [sourceAction({ Namespace: 'Commit' })],
      dev: [deploy('A')],
    },
    ends: { Source: gives({ CommitId: 'c0ffee' }) },
    reads: { A: '#{Commit.CommitId}' },
    runs: [['Source'], ['A']],
    outcome: 'succeeded',
  },
  {
    subject: 'variables',
    saying: 'An action beside the one that sets a variable does not have it.',
    source: VARIABLES,
    stages: {
      Source,
      dev: [deployAction('A', {}, { Namespace: 'Dev' }), deploy('B')],
    },
    ends: { A: gives({ Url: 'u' }) },
    reads: { B: '#{Dev.Url}' },
    runs: [['Source'], ['A', 'B']],
    outcome: 'failed',
  },
  {
    subject: 'variables',
    saying: 'A variable that nobody has set fails the action.',
    source: VARIABLES,
    stages: { Source, dev: [deploy('A')] },
    reads: { A: '#{Nobody.Url}' },
    runs: [['Source'], ['A']],
    outcome: 'failed',
  },
  {
    subject: 'variables',
    saying: "The pipeline's own variables have their default values when a push starts it.",
    source: 'codepipeline/latest/userguide/pipeline-variables.html',
    stages: { Source, dev: [deploy('A')] },
    properties: { Variables: [{ Name: 'Size', DefaultValue: 'small' }] },
    reads: { A: '#{variables.Size} #{codepipeline.PipelineExecutionId}' },
    runs: [['Source'], ['A']],
    outcome: 'succeeded',
  },
  {
    subject: 'conditions',
    saying: 'A stage whose entry condition says SKIP is left out, and the next begins.',
    source: CHECK,
    stages: {
      Source: [sourceAction({ Namespace: 'Commit' })],
      dev: [deploy('A')],
      prod: [deploy('B')],
    },
    ofStages: {
      dev: {
        BeforeEntry: {
          Conditions: [
            {
              Result: 'SKIP',
              Rules: [
                {
                  Name: 'OnlyMain',
                  RuleTypeId: { Category: 'Rule', Provider: 'VariableCheck' },
                  Configuration: {
                    Variable: '#{Commit.BranchName}',
                    Operator: 'EQ',
                    Value: 'main',
                  },
                },
              ],
            },
          ],
        },
      },
    },
    ends: { Source: gives({ BranchName: 'other' }) },
    runs: [['Source'], ['B']],
    outcome: 'succeeded',
  },
  {
    subject: 'restart',
    saying:
      'With RestartExecutionOnUpdate, an update of the pipeline starts an execution of the new one. The rehearsal ends the running one for it; AWS does not say what becomes of that.',
    source: ON_UPDATE,
    stages: { Source, Update: [buildAction('SelfMutate')], dev: [deploy('A')] },
    changedBy: 'SelfMutate',
    runs: [['Source'], ['SelfMutate'], ['Source'], ['SelfMutate'], ['A']],
    outcome: 'succeeded',
  },
  {
    subject: 'restart',
    saying: 'Without it, the running execution goes on as it was defined when it began.',
    stages: { Source, Update: [buildAction('SelfMutate')], dev: [deploy('A')] },
    properties: { RestartExecutionOnUpdate: false },
    changedBy: 'SelfMutate',
    runs: [['Source'], ['SelfMutate'], ['A']],
    outcome: 'succeeded',
  },
];

export interface ConcurrencyRow extends Row {
  readonly mode: string;
  /** Outcomes of three pushes that come while the first is still in its last stage. */
  readonly outcomes: readonly [string, string, string];
}

export const CONCURRENCY: readonly ConcurrencyRow[] = [
  {
    subject: 'superseding',
    saying:
      'One execution is in a stage. In SUPERSEDED mode, a newer one replaces the one that waits for it.',
    source: HOW,
    mode: 'SUPERSEDED',
    outcomes: ['succeeded', 'superseded', 'succeeded'],
  },
  {
    subject: 'superseding',
    saying: 'In QUEUED mode, all that wait go on, one after the other.',
    source: HOW,
    mode: 'QUEUED',
    outcomes: ['succeeded', 'succeeded', 'succeeded'],
  },
];

export interface BuildRow extends Row {
  readonly phases: Readonly<Record<string, object>>;
  readonly env?: object;
  /** What its commands print. */
  readonly says: readonly string[];
  readonly succeeds: boolean;
  readonly exports?: string;
}

const SPEC = 'codebuild/latest/userguide/build-spec-ref.html';
const PHASES = 'codebuild/latest/userguide/view-build-details-phases.html';
const say = (...words: readonly string[]) => ({ commands: words.map((word) => `echo ${word}`) });
const fails = (more: object = {}) => ({ commands: ['false', 'echo never'], ...more });

export const BUILDS: readonly BuildRow[] = [
  {
    subject: 'phases',
    saying: 'Phases run in their order, and the commands of all in one shell.',
    source: SPEC,
    phases: {
      post_build: { commands: ['echo $WHO'] },
      install: { commands: ['WHO=world'] },
      pre_build: say('b'),
      build: say('c'),
    },
    says: ['b', 'c', 'world'],
    succeeds: true,
  },
  {
    subject: 'phases',
    saying:
      'A variable of a command is in the environment of later ones, without `export`, too. CDK Pipelines relies on it.',
    phases: { build: { commands: ['set +a', 'WHO=world', 'sh -c "echo \\$WHO"'] } },
    says: ['world'],
    succeeds: true,
  },
  {
    subject: 'failure of a phase',
    saying: 'A failed install or pre_build ends the build.',
    source: PHASES,
    phases: { install: fails(), build: say('b'), post_build: say('p') },
    says: [],
    succeeds: false,
  },
  {
    subject: 'failure of a phase',
    saying: 'After a failed build phase, post_build still runs.',
    source: PHASES,
    phases: { build: fails(), post_build: { commands: ['echo $CODEBUILD_BUILD_SUCCEEDING'] } },
    says: ['0'],
    succeeds: false,
  },
  {
    subject: 'failure of a phase',
    saying: 'The commands of `finally` run after a failed command, too.',
    source: SPEC,
    phases: { install: fails({ finally: ['echo tidy'] }), build: say('b') },
    says: ['tidy'],
    succeeds: false,
  },
  {
    subject: 'failure of a phase',
    saying: 'A failed command of `finally` fails the phase.',
    phases: { build: { commands: ['true'], finally: ['false'] } },
    says: [],
    succeeds: false,
  },
  {
    subject: 'on-failure',
    saying: 'With ABORT, nothing runs after the failed phase.',
    source: SPEC,
    phases: { build: fails({ 'on-failure': 'ABORT' }), post_build: say('p') },
    says: [],
    succeeds: false,
  },
  {
    subject: 'on-failure',
    saying: 'With CONTINUE, the next phase runs.',
    source: SPEC,
    phases: { install: fails({ 'on-failure': 'CONTINUE' }), build: say('b') },
    says: ['b'],
    succeeds: true,
  },
  {
    subject: 'exported variables',
    saying: 'They have the values at the end of the build.',
    source: SPEC,
    env: { 'exported-variables': ['VERSION'], variables: { VERSION: '1' } },
    phases: { build: { commands: ['export VERSION=2'] }, post_build: { commands: ['VERSION=3'] } },
    says: [],
    succeeds: true,
    exports: 'VERSION=3\0',
  },
];

export interface ArtifactRow extends Row {
  /** `artifacts` of the build spec. */
  readonly artifacts: object;
  /** Output artifacts of the action. */
  readonly outputs: readonly string[];
  /** Artifact -> files in it; of a folder with `cdk.out/a.json`, `cdk.out/b.txt` and `c.json`. */
  readonly holds: Readonly<Record<string, readonly string[] | 'missing'>>;
}

const BESIDE = 'codepipeline/latest/userguide/action-reference-CodeBuild.html';

export const ARTIFACTS: readonly ArtifactRow[] = [
  {
    subject: 'artifacts',
    saying: 'The one output has the files of the build spec, relative to base-directory.',
    source: SPEC,
    artifacts: { 'base-directory': 'cdk.out', files: '**/*' },
    outputs: ['Assembly'],
    holds: { Assembly: ['a.json', 'b.txt'] },
  },
  {
    subject: 'artifacts',
    saying: 'Of several outputs, each is the secondary artifact of its name.',
    source: BESIDE,
    artifacts: {
      'secondary-artifacts': {
        Assembly: { 'base-directory': 'cdk.out', files: ['*.json'] },
        Rest: { files: ['c.json'] },
      },
    },
    outputs: ['Assembly', 'Rest'],
    holds: { Assembly: ['a.json'], Rest: ['c.json'] },
  },
  {
    subject: 'artifacts',
    saying: 'An output that the build spec does not declare fails the action.',
    artifacts: { 'secondary-artifacts': { Assembly: { files: ['c.json'] } } },
    outputs: ['Assembly', 'Rest'],
    holds: { Assembly: ['c.json'], Rest: 'missing' },
  },
  {
    subject: 'artifacts',
    saying: 'An output without any file fails the action.',
    artifacts: { files: ['*.zip'] },
    outputs: ['Assembly'],
    holds: { Assembly: 'missing' },
  },
];

export interface LimitRow extends Row {
  readonly minutes: number;
  readonly of: 'approval' | 'build' | 'job';
}

export const TIME_LIMITS: readonly LimitRow[] = [
  {
    subject: 'timeout',
    saying: 'An approval waits for seven days.',
    source: LIMITS,
    of: 'approval',
    minutes: 7 * 24 * 60,
  },
  {
    subject: 'timeout',
    saying: 'A build has an hour, unless its project says otherwise (TimeoutInMinutes).',
    source: 'codebuild/latest/APIReference/API_CreateProject.html',
    of: 'build',
    minutes: 60,
  },
  {
    subject: 'timeout',
    saying: 'A function answers for its job within 20 minutes.',
    source: LIMITS,
    of: 'job',
    minutes: 20,
  },
];

/** The deployed pipeline of a row. @param change another number is another pipeline */
export function deployedOf({ stages, properties, ofStages }: PipelineRow, change = 0) {
  const { properties: plain, ...rest } = definition(stages, properties);
  const Stages = (plain['Stages'] as { Name: string; Actions: readonly RawAction[] }[]).map(
    (stage) => ({
      ...stage,
      Actions: stage.Actions.map((action) =>
        action.Name === 'SelfMutate'
          ? { ...action, Configuration: { ProjectName: `made-at-${change}` } }
          : action,
      ),
      ...ofStages?.[stage.Name],
    }),
  );
  return { ...rest, properties: { ...plain, Stages } };
}

const FUNCTIONS =
  'AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-parameter-override-functions.html';
const STACK = 'codepipeline/latest/userguide/action-reference-CloudFormation.html';
const BUCKET = 'codepipeline/latest/userguide/action-reference-S3Deploy.html';
const overrides = (value: object) => ({ ParameterOverrides: JSON.stringify({ Value: value }) });

export const DEPLOYMENTS: readonly ActionRow[] = [
  {
    subject: 'parameters',
    saying: 'Fn::GetParam is the value of a key in a JSON file of an input artifact.',
    source: FUNCTIONS,
    configuration: overrides({ 'Fn::GetParam': ['Synth', 'sizes.json', 'Small'] }),
    files: { 'sizes.json': '{"Small":"1","Large":"2"}' },
    parameters: { Value: '1' },
  },
  {
    subject: 'parameters',
    saying: 'Fn::GetArtifactAtt is the bucket, the key or the address of an input artifact.',
    source: FUNCTIONS,
    configuration: overrides({ 'Fn::GetArtifactAtt': ['Synth', 'ObjectKey'] }),
    files: {},
    parameters: { Value: 'key-of-Synth' },
  },
  {
    subject: 'outputs of a stack',
    saying: 'With OutputFileName, the output artifact has a JSON file with them.',
    source: STACK,
    configuration: { OutputFileName: 'outputs.json' },
    files: {},
    gives: { 'outputs.json': '{"Url":"u"}' },
  },
  {
    subject: 'outputs of a stack',
    saying: 'Without OutputFileName, the action makes no artifact.',
    source: STACK,
    configuration: {},
    files: {},
    gives: {},
  },
  {
    subject: 'deployment to S3',
    saying: 'With Extract, each file of the artifact becomes an object. ObjectKey is the folder.',
    source: BUCKET,
    provider: 'S3',
    configuration: { BucketName: 'site', Extract: 'true', ObjectKey: 'v1' },
    files: { 'index.html': '', 'a/b.css': '' },
    puts: ['v1/a/b.css', 'v1/index.html', 'v1/stack.template.json'],
  },
  {
    subject: 'deployment to S3',
    saying: 'Without Extract, the zip becomes the object ObjectKey, which may have variables.',
    source: BUCKET,
    provider: 'S3',
    configuration: {
      BucketName: 'site',
      Extract: 'false',
      ObjectKey: '#{codepipeline.PipelineExecutionId}.zip',
    },
    files: {},
    puts: ['one.zip'],
  },
];
