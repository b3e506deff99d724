import { sample } from '../../../../helpers/sample';
import { exampleConfig } from '../../../../helpers/example-config';
import { COMPLETE, doctor } from '../fakes';

const BUILD = 'waypost-pull-requests';
const unwanted = exampleConfig({ source: { ...sample.source, pullRequests: false } });

describe('doctor of the build of pull requests', () => {
  test('is content with one that is deployed', async () => {
    const { stdout } = await doctor('tools');
    expect(stdout).toMatch(new RegExp(`fine +deployed: ${BUILD}\\n`));
  });

  test('says who makes it, and where to read on, while it is not there', async () => {
    const { code, stdout } = await doctor('tools', { stacks: { [BUILD]: undefined } });
    expect(code).toBe(0);
    expect(stdout).toContain(`not deployed: ${BUILD}`);
    expect(stdout).toContain('"A release failed after production"');
  });

  test('says how to delete one that is left, and nobody wants', async () => {
    const { stdout } = await doctor('tools', { config: unwanted, stacks: { [BUILD]: COMPLETE } });
    expect(stdout).toContain(
      `aws cloudformation delete-stack --stack-name ${BUILD} --region eu-west-1`,
    );
  });

  test('says nothing where there is none, and nobody wants one', async () => {
    const { stdout } = await doctor('tools', { config: unwanted, stacks: { [BUILD]: undefined } });
    expect(stdout).not.toContain(BUILD);
  });
});
