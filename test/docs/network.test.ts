import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DELIVER_ACTIONS,
  FEEDBACK_ACTIONS,
  SUBMISSION_STATUS_ACTIONS,
  SUBMIT_ACTIONS,
} from '../../lambdas/contact-form/contract';
import { repositoryRoot } from '../../rehearsal/paths';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { tableRows } from '../helpers/markdown-tables';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { resourcesOf } from '../helpers/template-rules';

const page = readFileSync(join(repositoryRoot, 'docs/network.md'), 'utf8');
const rows = tableRows(page)
  .slice(2)
  .map(([service = '', endpoint = '', kind = '', callers = '']) => ({
    service,
    endpoint,
    kind,
    callers: callers.split(', '),
  }));

const CONTRACTS = {
  deliver: Object.values(DELIVER_ACTIONS).flat(),
  feedback: [...FEEDBACK_ACTIONS],
  'submission-status': [...SUBMISSION_STATUS_ACTIONS],
  submit: Object.values(SUBMIT_ACTIONS).flat(),
};

const callersOf = (service: string) =>
  Object.entries(CONTRACTS)
    .filter(([, actions]) => actions.some((action) => action.startsWith(`${service}:`)))
    .map(([name]) => name);

describe('table of docs/network.md', () => {
  test('names the endpoints of the template, each with its kind', () => {
    const config = exampleConfig({ environments: [{ ...prodInput, network: { vpc: true } }] });
    const made = resourcesOf(synthesizedEnvironment('prod', config).template('network'))
      .filter(([, { Type }]) => Type === 'AWS::EC2::VPCEndpoint')
      .map(([, { Properties }]) => [
        /\.([a-z]+)"/.exec(JSON.stringify(Properties?.['ServiceName']))?.[1],
        Properties?.['VpcEndpointType'],
      ]);
    expect(rows.map(({ endpoint, kind }) => [endpoint, kind]).sort()).toEqual(made.sort());
  });

  test('names who calls each service by its contract', () => {
    expect(rows.map(({ service, callers }) => [service, callers])).toEqual(
      rows.map(({ service }) => [service, callersOf(service)]),
    );
  });
});
