import { environmentStacks, type StackId } from '../../lib/config/environment/environment-stacks';
import { environmentNames } from '../../lib/naming';
import { exampleConfig } from '../helpers/example-config';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { bareAndFull } from '../helpers/synthesis';

describe.each([
  ['the example', exampleConfig()],
  ['nothing and everything switched on', bareAndFull()],
])('an environment with %s', (_, config) => {
  test.each(config.environments.map((environment) => environment))(
    '$name has the stacks that its configuration says, where it says',
    (environment) => {
      const { stacks } = environmentNames(config.project, environment.name);
      const said = Object.entries(environmentStacks(environment)).map(
        ([id, region]) => `${stacks[id as StackId]} ${region}`,
      );
      const made = synthesizedEnvironment(environment.name, config).assembly.stacks.map(
        ({ stackName, environment: { region } }) => `${stackName} ${region}`,
      );
      expect(said.sort()).toEqual(made.sort());
    },
  );
});
