import { deploy } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

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
