import { Match, type Template } from 'aws-cdk-lib/assertions';
import { actionsOf, expectResource, statementsOf } from '../../../helpers/template-rules';
import { RELEASE_MANAGERS, hasty, template } from '../pipelines';

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
