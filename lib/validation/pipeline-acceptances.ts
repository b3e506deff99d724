import type { Stack } from 'aws-cdk-lib';
import { PIPELINE_REVIEW_STAGE } from '../../lambdas/release-check/contract';
import { resourceBelow } from '../resource-below';
import type { Acceptance } from './acceptance';
import {
  buildOutput,
  onOutput,
  READ_OBJECTS,
  USE_KEY,
  wildcards,
  WRITE_OBJECTS,
} from './finding-ids';

const ARTIFACTS = wildcards('Resource::<ArtifactsBucket88671897.Arn>/*');
const ARTIFACT_GRANT =
  "CDK's grant on the artifacts: the actions that reading and writing objects takes, in one bucket.";
const BUILD_GRANT =
  "CDK's grants to a build: the artifacts, and its own log and test reports, named when it runs.";

export const PIPELINE_ACCEPTANCES: readonly Acceptance[] = [
  {
    at: '/Artifacts/Bucket/Resource',
    findings: ['AwsSolutions-S1'],
    reason: 'Copies of what is in git, for 30 days; bucket and key policy fix who reads them.',
  },
  {
    at: '/Pipeline/Pipeline/Role/DefaultPolicy/Resource',
    findings: (stack) => [
      ...READ_OBJECTS,
      ...WRITE_OBJECTS,
      ...USE_KEY,
      ...ARTIFACTS,
      ...wildcards(...replicaBuckets(stack)),
    ],
    reason: ARTIFACT_GRANT,
  },
  {
    at: '/Pipeline/Pipeline/Source/Source/CodePipelineActionRole/DefaultPolicy/Resource',
    findings: [...READ_OBJECTS, ...WRITE_OBJECTS, ...USE_KEY, ...ARTIFACTS],
    reason: ARTIFACT_GRANT,
  },
  {
    at: '/Pipeline/Pipeline/Build/Synth/CdkBuildProject/Role/DefaultPolicy/Resource',
    findings: (stack) => [
      ...READ_OBJECTS,
      ...WRITE_OBJECTS,
      ...USE_KEY,
      ...ARTIFACTS,
      ...buildOutput(stack, 'Pipeline/Pipeline/Build/Synth/CdkBuildProject'),
    ],
    reason: BUILD_GRANT,
  },
  {
    at: '/Pipeline/UpdatePipeline/SelfMutation/Role/DefaultPolicy/Resource',
    findings: (stack) => [
      ...READ_OBJECTS,
      ...USE_KEY,
      ...ARTIFACTS,
      ...buildOutput(stack, 'Pipeline/UpdatePipeline/SelfMutation'),
    ],
    reason: BUILD_GRANT,
  },
  {
    at: '/Pipeline/UpdatePipeline/SelfMutation/Role/DefaultPolicy/Resource',
    findings: ({ account }) => wildcards(`Resource::arn:*:iam::${account}:role/*`, 'Resource::*'),
    reason:
      "Self-mutation: bootstrap's roles alone, by a condition on their tag; stacks and buckets are only listed.",
  },
  {
    at: '/Pipeline/UpdatePipeline/SelfMutation/Role/DefaultPolicy/Resource',
    findings: ({ region, account, stackName }) =>
      wildcards(
        'Resource::<ArtifactsBucket88671897.Arn>/mutations/*',
        `Resource::arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`,
      ),
    reason:
      "It notes what each commit did to the pipeline; CloudFormation ends the stack's ARN with an id of its own.",
  },
  {
    at: '/Pipeline/Assets/FileRole/DefaultPolicy/Resource',
    findings: ({ region, account }) => [
      ...READ_OBJECTS,
      ...ARTIFACTS,
      ...wildcards(
        `Resource::arn:aws:logs:${region}:${account}:log-group:/aws/codebuild/*`,
        `Resource::arn:aws:codebuild:${region}:${account}:report-group/*`,
        'Resource::*',
      ),
    ],
    reason: 'One role for every build that publishes assets, so CDK names none of them.',
  },
  {
    at: '/Notifications/News/FunctionParts/Role/DefaultPolicy/Resource',
    findings: wildcards(
      'Resource::<ArtifactsBucket88671897.Arn>/releases/*',
      'Resource::<ArtifactsBucket88671897.Arn>/notifications/*',
    ),
    reason: 'The wildcards stand for the ids of executions, below a prefix each.',
  },
  {
    at: '/Role/DefaultPolicy/Resource',
    findings: (stack, { node }) => {
      const [, script, environment] =
        /\/(SmokeTest|ProtectStacks)-(\w+)\/Role\/DefaultPolicy\/Resource$/.exec(node.path) ?? [];
      if (script === undefined || environment === undefined) return [];
      return [
        ...READ_OBJECTS,
        ...USE_KEY,
        ...ARTIFACTS,
        ...buildOutput(stack, `Pipeline/Pipeline/${environment}/${script}/${script}`),
      ];
    },
    reason: BUILD_GRANT,
  },
  {
    at: '/PullRequests/Role/DefaultPolicy/Resource',
    findings: wildcards('Resource::<ArtifactsBucket88671897.Arn>/pull-requests/*'),
    reason: 'Each pull request has a page of its own, under its number.',
  },
  {
    at: '/Diff/Role/DefaultPolicy/Resource',
    findings: (stack, { node }) => {
      const environment = reviewedBy(node.path);
      return [
        ...READ_OBJECTS,
        ...USE_KEY,
        ...ARTIFACTS,
        ...records(environment),
        ...buildOutput(stack, buildNamed(stack, `DiffOf-${environment}`)),
      ];
    },
    reason: `${BUILD_GRANT} And the records of an environment's releases, which have ids of executions in their names.`,
  },
  {
    at: '/PipelineReview/CompareRole/DefaultPolicy/Resource',
    findings: (stack) => [
      ...READ_OBJECTS,
      ...USE_KEY,
      ...ARTIFACTS,
      ...records(PIPELINE_REVIEW_STAGE),
      ...buildOutput(stack, 'PipelineReview/Compare'),
    ],
    reason: `${BUILD_GRANT} And what it found, which has ids of executions in its names.`,
  },
  {
    at: '/PipelineReview/CompareRole/DefaultPolicy/Resource',
    findings: ({ account, stackName }) => {
      const project = stackName.replace(/-pipeline$/, '');
      return wildcards(
        'Resource::*',
        `Resource::arn:aws:cloudformation:*:${account}:stack/${project}-*/*`,
      );
    },
    reason:
      'It compares the stacks of the project, in whatever region. IAM knows no narrower list of stacks.',
  },
  {
    at: '/CheckParts/Role/DefaultPolicy/Resource',
    findings: (_, { node }) => records(reviewedBy(node.path)),
    reason: "The records of an environment's releases have ids of executions in their names.",
  },
  {
    at: '/Check/CodePipelineActionRole/DefaultPolicy/Resource',
    findings: (stack, { node }) => {
      const environment = /\/(\w+)\/Check\//.exec(node.path)?.[1] ?? '';
      const handler = resourceBelow(stack, `ReleaseReview-${environment}/Check/Resource`);
      return wildcards('Resource::*', `Resource::<${stack.getLogicalId(handler)}.Arn>:*`);
    },
    reason: "CDK's grant of any version of the one function, and of a list of functions' names.",
  },
  {
    at: '/Approver/DefaultPolicy/Resource',
    findings: wildcards('Resource::<ArtifactsBucket88671897.Arn>/releases/*'),
    reason: 'What releases change, which an approver reads before the answer.',
  },
];

/** The environment whose release a construct reviews. */
function reviewedBy(path: string): string {
  return /\/ReleaseReview-(\w+)\//.exec(path)?.[1] ?? '';
}

function records(environment: string) {
  return wildcards(`Resource::<ArtifactsBucket88671897.Arn>/releases/${environment}/*`);
}

/** Path below the stack of the project of a build, in whichever stage it is. */
function buildNamed(stack: Stack, name: string): string {
  const project = stack.node.findAll().find(({ node }) => node.path.endsWith(`/${name}/${name}`));
  if (!project) throw new Error(`There is no build ${name}: CDK now builds it in another way.`);
  return project.node.path.slice(stack.node.path.length + 1);
}

function replicaBuckets(pipeline: Stack) {
  return pipeline.dependencies.map(({ stackName, region }) =>
    onOutput({
      StackName: stackName,
      Region: region,
      OutputName: 'PublishOutputFnGetAttArtifactsBucket88671897Arn8A95CC21',
    }),
  );
}
