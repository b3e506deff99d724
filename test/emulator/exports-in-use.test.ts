import { CloudFormationClient, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { deploy, update, type Template } from './support/deploy';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
const exporting = (stack: string, QueueName = stack): Template => ({
  Resources: { Queue: queue(QueueName) },
  Outputs: {
    Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: `${stack}:Arn` } },
  },
});
const importing = (name: string): Template => ({
  Resources: {
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: { 'Fn::ImportValue': name } },
    },
  },
});
const withoutExport = (stack: string): Template => ({ Resources: { Queue: queue(stack) } });

async function exports(): Promise<string[]> {
  const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
  const { Exports = [] } = await client.send(new ListExportsCommand({}));
  return Exports.map(({ Name = '' }) => Name);
}

describe('an export', () => {
  test('that another stack imports cannot be removed, and stays', async () => {
    await deploy(emulator(), { stack: 'a', template: exporting('a') });
    await deploy(emulator(), { stack: 'user', template: importing('a:Arn') });
    const { status, reasons } = await update(emulator(), {
      stack: 'a',
      template: withoutExport('a'),
    });

    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasons).toContain('Export a:Arn cannot be deleted as it is in use by user');
    expect(await exports()).toContain('a:Arn');
  });

  test('that another stack imports cannot get another value', async () => {
    await deploy(emulator(), { stack: 'b', template: exporting('b') });
    await deploy(emulator(), { stack: 'b-user', template: importing('b:Arn') });
    const { status, reasons } = await update(emulator(), {
      stack: 'b',
      template: exporting('b', 'another'),
    });

    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasons).toContain('Export b:Arn cannot be updated as it is in use by b-user');
  });

  test('control: that nobody imports is removed, and gone', async () => {
    await deploy(emulator(), { stack: 'c', template: exporting('c') });
    expect(await exports()).toContain('c:Arn');
    const { status } = await update(emulator(), { stack: 'c', template: withoutExport('c') });

    expect(status).toBe('UPDATE_COMPLETE');
    expect(await exports()).not.toContain('c:Arn');
  });
});
