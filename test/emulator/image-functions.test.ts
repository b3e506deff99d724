import { sign } from 'aws4';
import type { SessionCredentials } from '../../rehearsal/emulator/control';
import { deploy } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** Asks the registry for something, as cdk-assets does. @returns the name of the error, if there is one */
async function ask(role: SessionCredentials, operation: string, input: object) {
  const { host } = new URL(emulator().endpoint);
  const { headers, body } = sign(
    {
      ...{ host, method: 'POST', path: '/', service: 'ecr', region: REGION },
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AmazonEC2ContainerRegistry_V20150921.${operation}`,
      },
      body: JSON.stringify(input),
    },
    role,
  );
  const answer = await fetch(emulator().endpoint, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: String(body),
  });
  return ((await answer.json()) as { readonly __type?: string }).__type;
}

/** A rehearsal makes no images. Stacks that use them are deployed all the same. */
const emulator = runningEmulator();

test('a stack with a function from an image, and its repository, is deployed', async () => {
  const deployed = await deploy(emulator(), {
    stack: 'images',
    account: TOOLS,
    template: {
      Resources: {
        Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'images' } },
        Role: rolesOf('lambda.amazonaws.com')('fn', { Action: 'logs:*', Resource: '*' }),
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            PackageType: 'Image',
            Code: { ImageUri: `${TOOLS}.dkr.ecr.${REGION}.amazonaws.com/images:a` },
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          },
        },
      },
    },
  });
  expect(deployed).toMatchObject({ status: 'CREATE_COMPLETE' });
});

test('cdk-assets finds its repository by a grant on it alone, and no image in it', async () => {
  const repository = `arn:aws:ecr:${REGION}:${TOOLS}:repository/assets`;
  const Action = ['ecr:DescribeRepositories', 'ecr:DescribeImages'];
  await deploy(emulator(), {
    stack: 'publishing',
    account: TOOLS,
    template: {
      Resources: {
        Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'assets' } },
        Role: rolesOf('codebuild.amazonaws.com')('publishing', { Action, Resource: repository }),
      },
    },
  });
  const role = await emulator().assumeServiceRole({
    roleArn: `arn:aws:iam::${TOOLS}:role/publishing`,
    service: 'codebuild.amazonaws.com',
    sessionName: 'test',
    region: REGION,
  });
  const describe = (...repositoryNames: string[]) =>
    ask(role, 'DescribeRepositories', { repositoryNames });
  expect(await describe('assets')).toBeUndefined();
  expect(await describe('assets', 'other')).toMatch(/AccessDenied/);
  const image = { repositoryName: 'assets', imageIds: [{ imageTag: 'a' }] };
  expect(await ask(role, 'DescribeImages', image)).toMatch(/ImageNotFoundException/);
});
