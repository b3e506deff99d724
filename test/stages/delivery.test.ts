import { Template } from 'aws-cdk-lib/assertions';
import { deliverApplication } from '../../stages/application-stage';
import { DeploymentStack } from '../../lib/stacks/deployment-stack';
import { pipelineNames } from '../../lib/naming';
import { SMOKE_TEST_ENV } from '../../lambdas/contact-form/contract';
import { exampleConfig } from '../helpers/example-config';
import {
  deploymentsOf,
  deploymentSteps,
  type PipelineStage,
  stageNamed,
} from '../helpers/pipeline-definition';
import { synthesizedApp, templateOf } from '../helpers/synthesis';
import { testApp } from '../helpers/test-app';

const config = exampleConfig();
const { stack } = pipelineNames(config.project);
const template = templateOf(synthesizedApp(config).assembly, stack);
const prod = stageNamed('prod', template);

/** At most three deployments wait for one another: a release waits for the longest chain. */
function assertThreeSteps(stage: PipelineStage) {
  const steps = deploymentSteps(stage);
  if (steps > 3) throw new Error(`${stage.Name} deploys in ${steps} steps`);
}

function runOrderOf(stage: PipelineStage, stackName: string) {
  const [deployment] = deploymentsOf(stage).filter(
    ({ Configuration }) => Configuration?.['StackName'] === stackName,
  );
  if (deployment === undefined) throw new Error(`${stage.Name} does not deploy ${stackName}`);
  return deployment.RunOrder;
}

describe('delivery of the application', () => {
  test('takes at most three steps', () => {
    for (const stage of [prod, stageNamed('dev', template)]) {
      expect(() => {
        assertThreeSteps(stage);
      }).not.toThrow();
    }
  });

  test('control: the count of steps notices a fourth', () => {
    const Actions = deploymentsOf(prod).map((action, index) => ({ ...action, RunOrder: index }));
    expect(() => {
      assertThreeSteps({ Name: 'prod', Actions });
    }).toThrow(`prod deploys in ${Actions.length} steps`);
  });

  // test/stages/depth.test.ts compares the step of every stack with docs/architecture.md.
  test('goes from the zone to storage and mail, then to contact and monitoring', () => {
    const [zone = 0, ...others] = ['dns', 'storage', 'email', 'contact', 'monitoring'].map((name) =>
      runOrderOf(prod, `waypost-prod-${name}`),
    );
    expect(others).toEqual([zone + 1, zone + 1, zone + 2, zone + 2]);
  });

  test('puts a network beside the zone, in the same number of steps', () => {
    const withNetwork = new DeploymentStack(testApp(), stack, {
      ...config,
      environments: config.environments.map((one) => ({ ...one, network: { vpc: true } })),
      env: config.tools,
      deliver: deliverApplication(config),
    });
    const made = stageNamed('prod', Template.fromStack(withNetwork));
    expect(deploymentSteps(made)).toBe(3);
    expect(runOrderOf(made, 'waypost-prod-network')).toBe(runOrderOf(made, 'waypost-prod-dns'));
  });

  test('hands every variable that the smoke test reads to its build', () => {
    const smokeTest = prod.Actions.find(({ Name }) => Name === 'SmokeTest');
    const variables = smokeTest?.Configuration?.['EnvironmentVariables'] as string;
    const names = (JSON.parse(variables) as { name: string }[]).map(({ name }) => name);
    expect(names.sort()).toEqual(Object.values(SMOKE_TEST_ENV).sort());
  });

  test('lets the smoke test assume the role that its environment keeps for it', () => {
    expect(JSON.stringify(template.toJSON())).toContain(
      ':iam::333333333333:role/waypost-prod-smoke-test"',
    );
  });
});
