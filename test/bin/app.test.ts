import { readFileSync } from 'node:fs';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { waypostApp } from '../../bin/app';
import cdkJson from '../../cdk.json';
import { exampleConfig, otherConfig, prodInput } from '../helpers/example-config';
import { OPTIONS } from '../helpers/options';
import { TEST_CONTEXT } from '../helpers/test-app';

/** `<path> <rule>` of everything that cdk-nag finds in a synthesized app, accepted or not. */
function findingsIn(app: App): string[] {
  return new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${constructPath ?? ''} ${ruleName}`),
    )
    .sort();
}

/** The same of everything that is accepted. */
function acceptedIn(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.keys(data as object))
        .map((id) => `${node.path} ${id.replace('AwsSolutions::', '')}`),
    )
    .sort();
}

describe('cdk.json', () => {
  test('sets every flag that the library recommends', () => {
    const recommended = JSON.parse(
      readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(cdkJson.context).toMatchObject(recommended);
  });

  test('makes references between stacks weak, and the validator strict', () => {
    expect(cdkJson.context).toMatchObject({
      '@aws-cdk/core:defaultCrossStackReferences': 'weak',
      '@aws-cdk/core:validateAgainstDefaultRules': true,
    });
  });
});

/** That faults end a synth is held by test/end-to-end/synth.test.ts: validating takes 10 s in jest. */
describe('acceptances', () => {
  test.each([
    ['dev and prod beside the pipeline', exampleConfig()],
    ['other names, all in us-east-1', otherConfig()],
    [
      'approved by a role of its own, each release in turn',
      exampleConfig({
        pipeline: {
          executionMode: 'QUEUED',
          approvers: ['arn:aws:iam::111111111111:role/release-managers'],
        },
      }),
    ],
    ['traced', exampleConfig({ environments: [{ ...prodInput, tracing: true }] })],
    ['in a network', exampleConfig({ environments: [{ ...prodInput, network: { vpc: true } }] })],
    [
      'under customer keys',
      exampleConfig({ environments: [{ ...prodInput, customerKeys: true }] }),
    ],
    [
      'traced in a network',
      exampleConfig({ environments: [{ ...prodInput, tracing: true, network: { vpc: true } }] }),
    ],
    [
      'backups copied',
      exampleConfig({ environments: [{ ...prodInput, backup: { copyTo: 'eu-central-1' } }] }),
    ],
    [
      'with all options of DNS',
      exampleConfig({
        environments: [
          { ...prodInput, ...OPTIONS.mailPolicies, ...OPTIONS.dnssec, ...OPTIONS.queryLogs },
        ],
      }),
    ],
  ])('are exactly what cdk-nag finds, each with a reason: %s', (_, config) => {
    const app = waypostApp(config, { context: TEST_CONTEXT });
    app.synth();
    expect(acceptedIn(app)).toEqual(findingsIn(app));
  });
});
