import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stringify } from 'yaml';
import { awsView } from '../../../../../bin/commands/doctor/adapters/aws-view';
import { exampleConfig } from '../../../../helpers/example-config';

const TEMPLATE = {
  Resources: {
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: { 'Fn::Sub': 'waypost-${AWS::Region}' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:*', Condition: { Bool: { on: 'yes' } } }],
        },
      },
    },
  },
};

let body = '';
const server = createServer((_, response) => {
  const text = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  response.end(
    `<GetTemplateResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><GetTemplateResult><TemplateBody>${text}</TemplateBody></GetTemplateResult></GetTemplateResponse>`,
  );
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

// The CDK CLI has no other way to deploy a stack to an account that is not bootstrapped.
test.each([
  ['JSON, as a bootstrapped account has it', JSON.stringify(TEMPLATE)],
  [
    'YAML, as the CDK CLI deploys the stack of bootstrap',
    stringify(TEMPLATE, { schema: 'yaml-1.1' }),
  ],
])('a template is the same in %s', async (_, text) => {
  body = text;
  const { port } = server.address() as AddressInfo;
  const view = awsView(exampleConfig().tools, {
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  expect(await view.template('waypost-bootstrap', 'eu-west-1')).toEqual(TEMPLATE);
});
