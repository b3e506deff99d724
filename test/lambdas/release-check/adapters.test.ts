import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { jobResults, stackVersionReader } from '../../../lambdas/release-check/adapters';
import { fakeAws } from '../contact-form/fake-aws';

describe('what CodePipeline hears of a job', () => {
  test.each([
    [
      'that it succeeded',
      (results: ReturnType<typeof jobResults>) => results.succeed('job-1'),
      'PutJobSuccessResult',
      { jobId: 'job-1' },
    ],
    [
      'why it failed',
      (results: ReturnType<typeof jobResults>) => results.fail('job-1', 'changed'),
      'PutJobFailureResult',
      { jobId: 'job-1', failureDetails: { type: 'JobFailed', message: 'changed' } },
    ],
  ])('is %s', async (_, tell, action, input) => {
    const { requests, settings } = fakeAws({ body: '{}' });
    await tell(jobResults(new CodePipelineClient(settings)));
    expect(requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
      `CodePipeline_20150709.${action}`,
    ]);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual(input);
  });
});

describe('stacks', () => {
  test('are not read where their reader cannot be assumed, and one session is for all of them', async () => {
    let asked = 0;
    const deployed = stackVersionReader(() => {
      asked++;
      return Promise.reject(new Error('not authorized'));
    });
    const address = { stackName: 'waypost-prod-dns', region: 'eu-west-1' };
    await expect(deployed(address)).rejects.toThrow('not authorized');
    await expect(deployed(address)).rejects.toThrow('not authorized');
    expect(asked).toBe(1);
  });
});
