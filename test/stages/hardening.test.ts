import { HARDENING, softSpots } from '../helpers/hardening-rules';
import { bareAndFull, everyOption, synthesizedApp } from '../helpers/synthesis';

type Template = Parameters<typeof softSpots>[1];

const bare = synthesizedApp(bareAndFull()).assembly.stacksRecursively;
const full = synthesizedApp(everyOption()).assembly.stacksRecursively;

describe('every resource', () => {
  it.each([
    ['with nothing switched on and with every option of an environment', bare],
    ['with every option of the pipeline', full],
  ])('is hardened %s', (_, stacks) => {
    const spots = stacks.flatMap(({ stackName, template }) =>
      softSpots(stackName, template as Template),
    );
    expect(spots).toEqual([]);
  });

  it.each(HARDENING.map((rule) => [`${rule.types.source} must ${rule.must}`, rule] as const))(
    'control: %s, and one that does not is noticed',
    (_, { types, must, broken, besideBroken }) => {
      const all = full.flatMap(({ template }) => Object.values((template as Template).Resources));
      const Type = all.map((one) => one.Type).find((type) => types.test(type)) ?? 'none';
      const spots = softSpots('waypost', {
        Resources: { Broken: { Type, ...broken }, ...besideBroken },
      });
      expect(spots).toContain(`waypost Broken must ${must}`);
    },
  );
});
