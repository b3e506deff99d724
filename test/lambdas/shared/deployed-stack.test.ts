import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { deployedStack } from '../../../lambdas/shared/deployed-stack';
import { fakeAws, queryError, type WireAnswer } from '../contact-form/fake-aws';

const CREATED = '<CreationTime>2026-11-20T12:00:00.000Z</CreationTime>';
const UPDATED = '<LastUpdatedTime>2026-11-24T09:00:00.000Z</LastUpdatedTime>';
const COMPLETE = '<StackStatus>UPDATE_COMPLETE</StackStatus>';

/** As CloudFormation describes a stack with these members. */
function described(members: string): WireAnswer {
  const stack = `<member><StackName>waypost-dev-dns</StackName>${members}</member>`;
  return result('DescribeStacks', `<Stacks>${stack}</Stacks>`);
}

function result(action: string, body: string): WireAnswer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result>${body}</${action}Result></${action}Response>`,
  };
}

/** What is read of a stack that is described so, and what was asked for. */
async function read(answer: WireAnswer) {
  const { requests, settings } = fakeAws(({ body }) =>
    body.includes('Action=DescribeStacks')
      ? answer
      : result('GetTemplate', '<TemplateBody>{"Resources":{}}</TemplateBody>'),
  );
  const stack = await deployedStack(new CloudFormationClient(settings), 'waypost-dev-dns');
  return { stack, asked: requests.map(({ body }) => body) };
}

describe('a deployed stack', () => {
  test('is read with its template as it was handed over, and its parameters', async () => {
    const parameter = (key: string, value: string) =>
      `<member><ParameterKey>${key}</ParameterKey><ParameterValue>${value}</ParameterValue></member>`;
    const parameters = `<Parameters>${parameter('Zone', 'Z1')}${parameter('Empty', '')}</Parameters>`;
    const { stack, asked } = await read(described(CREATED + UPDATED + COMPLETE + parameters));
    expect(stack).toEqual({
      template: '{"Resources":{}}',
      lastUpdated: '2026-11-24T09:00:00.000Z',
      status: 'UPDATE_COMPLETE',
      parameters: { Zone: 'Z1', Empty: '' },
    });
    expect(asked).toEqual([
      expect.stringContaining('StackName=waypost-dev-dns') as string,
      expect.stringMatching(/StackName=waypost-dev-dns.*TemplateStage=Original/) as string,
    ]);
  });

  test('that was never updated is as old as its creation, and has no parameters', async () => {
    const { stack } = await read(described(CREATED + COMPLETE));
    expect(stack?.lastUpdated).toBe('2026-11-20T12:00:00.000Z');
    expect(stack).not.toHaveProperty('parameters');
  });

  test('is none where it is not there', async () => {
    const missing = queryError('ValidationError', 'Stack with id waypost-dev-dns does not exist');
    expect(await read(missing)).toMatchObject({ stack: undefined, asked: { length: 1 } });
  });

  test('is none while only a change set waits for it', async () => {
    const waits = described(`${CREATED}<StackStatus>REVIEW_IN_PROGRESS</StackStatus>`);
    expect(await read(waits)).toMatchObject({ stack: undefined, asked: { length: 1 } });
  });

  test('is no guess where AWS refuses to tell', async () => {
    await expect(read(queryError('AccessDenied', 'not authorized'))).rejects.toThrow(
      'not authorized',
    );
  });

  test('is no guess where AWS does not say when it changed', async () => {
    await expect(read(described(COMPLETE))).rejects.toThrow(
      'CloudFormation does not say when waypost-dev-dns changed',
    );
  });
});
