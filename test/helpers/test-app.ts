import { App, type AppProps } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';

/** An App as `cdk synth` makes it, feature flags included, that bundles no functions. */
export function testApp(props: AppProps = {}): App {
  return new App({
    analyticsReporting: false,
    ...props,
    context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [], ...props.context },
  });
}
