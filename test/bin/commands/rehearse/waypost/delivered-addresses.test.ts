import { deliveredAddresses } from '../../../../../bin/commands/rehearse/waypost/delivered-addresses';
import { parsePlan } from '../../../../../rehearsal/plan/plan';
import { cloudWith as cloud, LOCAL, type Outputs } from './cloud-with';
import { buildAction, definition, deployAction, sourceAction } from '../../../../rehearsal/support';

const smokeTest = (namespace: string, variables: Outputs) =>
  buildAction('SmokeTest', {
    RunOrder: 2,
    Configuration: {
      ProjectName: `smoke-${namespace}`,
      EnvironmentVariables: JSON.stringify(
        Object.entries(variables).map(([name, value]) => ({ name, value })),
      ),
    },
  });

const environment = (name: string, account: string) => [
  deployAction(
    'Contact',
    { StackName: `waypost-${name}-contact` },
    { Namespace: name, RoleArn: `arn:aws:iam::${account}:role/deploy`, Region: 'eu-west-1' },
  ),
  smokeTest(name, {
    CONTACT_PAGE_URL: `#{${name}.Page}`,
    CONTACT_API_URL: `#{${name}.Api}`,
    OTHER: `#{${name}.Other}`,
  }),
];

const DEV = '222222222222';
const PROD = '333333333333';
const plan = parsePlan(
  definition({
    Source: [sourceAction()],
    dev: environment('dev', DEV),
    prod: environment('prod', PROD),
  }),
);
const dev = {
  [`${DEV} eu-west-1 waypost-dev-contact`]: { Other: 'x', Page: 'dev-page', Api: 'dev-api' },
};
const prod = {
  [`${PROD} eu-west-1 waypost-prod-contact`]: {
    Page: 'https://example.com/contact',
    Api: 'prod-api',
  },
};

describe('the addresses that the pipeline has delivered', () => {
  test('are those of the last environment that has a stack', async () => {
    expect(await deliveredAddresses(plan, cloud({ ...dev, ...prod }))).toEqual({
      endpoints: [
        { name: 'contact page', environment: 'prod', address: `${LOCAL}/contact` },
        { name: 'contact API', environment: 'prod', address: 'prod-api' },
      ],
      commands: { submissions: 'npx waypost submissions list prod --rehearsal' },
    });
    const { endpoints } = await deliveredAddresses(plan, cloud(dev));
    expect(endpoints).toEqual([
      { name: 'contact page', environment: 'dev', address: 'dev-page' },
      { name: 'contact API', environment: 'dev', address: 'dev-api' },
    ]);
  });

  test('are none before a stack is there, or while it does not say them', async () => {
    const none = { endpoints: [], commands: {} };
    expect(await deliveredAddresses(plan, cloud({}))).toEqual(none);
    const [name = ''] = Object.keys(prod);
    expect(await deliveredAddresses(plan, cloud({ [name]: { Page: 'page' } }))).toEqual({
      ...none,
      endpoints: [{ name: 'contact page', environment: 'prod', address: 'page' }],
    });
  });

  test('are none of what no stack of the pipeline says', async () => {
    const [deploy] = environment('prod', PROD);
    const test = smokeTest('prod', {
      CONTACT_PAGE_URL: '#{other.Page}',
      CONTACT_API_URL: 'https://#{prod.Api}',
    });
    if (!deploy) throw new Error('no deployment');
    const odd = parsePlan(definition({ Source: [sourceAction()], prod: [deploy, test] }));
    expect(await deliveredAddresses(odd, cloud(prod))).toEqual({ endpoints: [], commands: {} });
  });
});
