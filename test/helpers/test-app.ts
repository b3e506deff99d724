import { App, type AppProps } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';

/**
 * What `cdk synth` reads from cdk.json, without what takes seconds: functions are not bundled, assets
 * stay where they are, and where a construct was made is not noted.
 */
export const TEST_CONTEXT = {
  ...cdkJson.context,
  'aws:cdk:bundling-stacks': [],
  'aws:cdk:disable-asset-staging': true,
  'aws:cdk:disable-creation-stack-traces': true,
};

/** An App as `cdk synth` makes it. */
export function testApp(props: AppProps = {}): App {
  return new App({ analyticsReporting: false, ...props, context: TEST_CONTEXT });
}
