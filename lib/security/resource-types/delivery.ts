import { type GrantTable, on, onAny, passRoleTo } from '../grant';

const passConnection = onAny(
  'The owner makes the connection by hand, and AWS gives it its id.',
  [
    'arn:aws:codeconnections:*:{account}:connection/*',
    'arn:aws:codestar-connections:*:{account}:connection/*',
  ],
  'codeconnections:PassConnection',
  'codestar-connections:PassConnection',
);
const PIPELINE = [
  'arn:aws:codepipeline:*:{account}:{prefix}',
  'arn:aws:codepipeline:*:{account}:{prefix}/*',
];

/** The pipeline itself, in the tools account. */
export const DELIVERY_GRANTS: GrantTable = {
  'AWS::CodeBuild::Project': [
    onAny(
      'CloudFormation names a build by its logical id.',
      'arn:aws:codebuild:*:{account}:project/*',
      'codebuild:BatchGetProjects',
      'codebuild:CreateProject',
      'codebuild:CreateWebhook',
      'codebuild:DeleteProject',
      'codebuild:DeleteWebhook',
      'codebuild:UpdateProject',
      'codebuild:UpdateWebhook',
    ),
    passConnection,
    passRoleTo('codebuild.amazonaws.com'),
  ],
  'AWS::CodePipeline::Pipeline': [
    on(
      PIPELINE,
      'codepipeline:CreatePipeline',
      'codepipeline:DeletePipeline',
      'codepipeline:DisableStageTransition',
      'codepipeline:EnableStageTransition',
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineState',
      'codepipeline:ListTagsForResource',
      'codepipeline:StartPipelineExecution',
      'codepipeline:TagResource',
      'codepipeline:UntagResource',
      'codepipeline:UpdatePipeline',
    ),
    passConnection,
    passRoleTo('codepipeline.amazonaws.com'),
    on('arn:aws:iam::{account}:role/{named}', 'iam:GetRole'),
  ],
  'AWS::Events::Rule': [
    on(
      'arn:aws:events:*:{account}:rule/{named}',
      'events:DeleteRule',
      'events:DescribeRule',
      'events:ListTagsForResource',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:TagResource',
      'events:UntagResource',
    ),
    passRoleTo('events.amazonaws.com'),
  ],
};
