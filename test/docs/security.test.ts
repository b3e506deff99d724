import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stacksOf } from '../../bin/stacks-of';
import { dev } from '../helpers/sample';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { ALL_OPTIONS } from '../helpers/options';
import { actionsOf, type Statement, statementsIn } from '../helpers/template-rules';
import { synthesizedApp } from '../helpers/synthesis';

const guide = readFileSync(join(__dirname, '../../docs/security.md'), 'utf8');
const APPROVER = 'arn:aws:iam::111111111111:role/release-managers';
const config = exampleConfig({
  pipeline: { approvers: [APPROVER], confirmPermissionsBroadening: true },
  environments: [dev, { ...prodInput, ...ALL_OPTIONS }],
});
const stacks = stacksOf(synthesizedApp(config).assembly);

/** Every role of the pipeline and of prod, as the guide's table has it. */
function roles(): string[] {
  const rows = stacks.flatMap(({ stackName, template: { Resources = {} } }) => {
    const stack = stackName.replace(/^waypost-(?:prod-)?/, '');
    if (stack.startsWith('dev-')) return [];
    return Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
      .map(([id, { Properties = {} }]) => {
        const [trust] = (Properties['AssumeRolePolicyDocument'] as { Statement: Statement[] })
          .Statement;
        const inline = Object.values(Resources)
          .filter(({ Type }) => Type === 'AWS::IAM::Policy')
          .filter((one) => JSON.stringify(one.Properties?.['Roles']).includes(`"${id}"`));
        const services = servicesIn([Properties['Policies'], inline]);
        return `| ${stack} | ${readable(id)} | ${trustee(trust)} | ${services.join(', ') || '–'} |`;
      });
  });
  return [...new Set(rows)];
}

/** A logical id without the names of environments and CDK's hash. */
function readable(id: string) {
  return `\`${id.replace(/[0-9A-F]{8}$/, '').replace(/dev|prod/, '*')}\``;
}

function trustee(statement: Statement | undefined): string {
  const text = JSON.stringify(statement);
  const service = /"Service":"([\w-]+)\.amazonaws\.com"/.exec(text)?.[1];
  if (service !== undefined) return service;
  if (text.includes(APPROVER)) return 'the configuration’s approvers';
  const build = /role\/waypost-prod-([\w-]+)"/.exec(text)?.[1];
  return build === undefined ? 'the pipeline’s role' : `the pipeline’s \`${build}\``;
}

function servicesIn(value: unknown): string[] {
  const actions = statementsIn(value)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) => actionsOf(statement));
  return [...new Set(actions.map((action) => action.replace(/:.*/, '')))].sort();
}

/** Rows of the table below a heading, without their last cell, which is prose. */
function tableBelow(heading: string): string[] {
  const [, section = ''] = guide.split(`## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return body
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.replaceAll(/ +/g, ' ').replace(/[^|]*\|$/, ''))
    .map((line) => line.trim());
}

describe('docs/security.md', () => {
  test('names every role of the templates, who assumes it and the services that it calls', () => {
    expect(tableBelow('Roles')).toEqual(roles());
  });
});
