import { stageNamed, stagesOf } from '../../../helpers/pipeline-definition';
import { actionsOf, statementsOf } from '../../../helpers/template-rules';
import { hasty, template } from '../pipelines';

describe('the question before the pipeline updates itself', () => {
  test('is none unless the owner asks for it', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('ReviewPipeline');
  });

  test('stands between the build and the update', () => {
    const stages = stagesOf(hasty.template).slice(0, 4);
    expect(stages.map(({ Name, Actions }) => [Name, Actions.map((action) => action.Name)])).toEqual(
      [
        ['Source', ['Source']],
        ['Build', ['Synth', 'DiffOf-pipeline']],
        ['ReviewPipeline', ['Approve']],
        ['UpdatePipeline', ['SelfMutate']],
      ],
    );
  });

  test('says what the build found, and is skipped where that was nothing broader', () => {
    const build = stageNamed('Build', hasty.template).Actions[1];
    const { Actions, ...stage } = stageNamed('ReviewPipeline', hasty.template);
    expect(build?.RunOrder).toBe(2);
    expect(Actions[0]).toMatchObject({
      ActionTypeId: { Provider: 'Manual' },
      Configuration: { CustomData: `#{${build?.Namespace ?? ''}.SUMMARY}` },
    });
    expect(stage).toMatchObject({
      BeforeEntry: {
        Conditions: [
          {
            Result: 'SKIP',
            Rules: [
              {
                RuleTypeId: { Provider: 'VariableCheck' },
                Configuration: {
                  Variable: `#{${build?.Namespace ?? ''}.PERMISSIONS}`,
                  Operator: 'NE',
                  Value: 'not broader',
                },
              },
            ],
          },
        ],
      },
    });
  });

  test('has a build that reads the stacks of the project, keeps its page, and may do nothing else of ours', () => {
    const granted = statementsOf(hasty.template)
      .filter(({ id }) => id.startsWith('PipelineReviewCompareRoleDefaultPolicy'))
      .flatMap(({ statement }) =>
        actionsOf(statement).map((action) => [action, JSON.stringify(statement.Resource)] as const),
      );
    const ours = granted.filter(([action]) =>
      /^cloudformation|^codepipeline|^s3:Put|^sts/.test(action),
    );
    expect(ours).toEqual([
      ...['DescribeStacks', 'GetTemplate', 'ListStackResources'].map((action) => [
        `cloudformation:${action}`,
        '"arn:aws:cloudformation:*:111111111111:stack/waypost-*/*"',
      ]),
      ['cloudformation:ListStacks', '"*"'],
      ['codepipeline:ListPipelineExecutions', expect.stringContaining(':waypost"')],
      ['s3:PutObject', expect.stringContaining('/releases/ReviewPipeline/*')],
    ]);
  });

  test('is answered by the approver', () => {
    const answers = statementsOf(hasty.template).filter(({ statement }) =>
      actionsOf(statement).includes('codepipeline:PutApprovalResult'),
    );
    expect(JSON.stringify(answers)).toContain(':waypost/ReviewPipeline/Approve');
  });

  test('has its time limit in the mail', () => {
    const [news] = Object.values(
      hasty.template.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: 'waypost-pipeline-news' },
      }),
    ) as { Properties: { Environment: { Variables: Record<string, string> } } }[];
    expect(JSON.parse(news?.Properties.Environment.Variables['APPROVAL_MINUTES'] ?? '')).toEqual({
      ReviewPipeline: stageNamed('ReviewPipeline', hasty.template).Actions[0]?.TimeoutInMinutes,
      prod: 60,
    });
  });
});
