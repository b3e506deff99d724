import type { z } from 'zod';
import { MUTATIONS_PREFIX } from '../../release/mutation/contract';
import { NOTIFICATIONS_PREFIX } from '../../lambdas/pipeline-notifications/contract';
import { PULL_REQUESTS_PREFIX } from '../../release/before-merge/contract';
import { RELEASES_PREFIX } from '../../lambdas/release-check/contract';
import { MOST_ENVIRONMENTS } from '../constants';
import type { ProjectName } from '../types/branded';
import { contact } from './contact/contact';
import { environment } from './environment/environment';
import { MOST_RECIPIENTS } from './environment/spending';
import { tools } from './fields/account';
import { flag, type InputOf, list, type OutputOf, record, Refusal } from './fields/field';
import { domainName, emailAddress } from './fields/internet-names';
import { shortName } from './fields/short-name';
import { pipeline } from './pipeline/pipeline';
import { source } from './pipeline/source';

const KEPT_IN_THE_ARTIFACT_BUCKET: ReadonlySet<string> = new Set([
  RELEASES_PREFIX,
  PULL_REQUESTS_PREFIX,
  NOTIFICATIONS_PREFIX,
  MUTATIONS_PREFIX,
]);

const project = shortName<ProjectName>('choose a short name such as "waypost"', (value) => {
  // The beginning of a name decides what CloudFormation may change. Names that begin with `cdk-`
  // are bootstrap's own roles.
  if (/^cdk(?:-|$)/.test(value)) {
    return new Refusal('choose another name: the names of the CDK bootstrap begin like this one');
  }
  // CodePipeline keeps its artifacts in the same bucket, below the pipeline's name.
  if (KEPT_IN_THE_ARTIFACT_BUCKET.has(`${value}/`)) {
    return new Refusal('choose another name: the artifact bucket uses this name for a folder');
  }
  return undefined;
});

const schema = record({
  /**
   * Prefix of every name that Waypost uses in AWS. Lower-case letters, digits and single hyphens, a
   * letter first, at most 20 characters. Not `cdk`, because the CDK bootstrap uses it. A later
   * change replaces everything.
   */
  project,
  /** Your domain, such as `example.com`. An internationalised one in its `xn--` form. */
  domain: domainName,
  /** The repository that the pipeline delivers. */
  source,
  /** The account of the pipeline. It must not be the account of an environment. */
  tools,
  /**
   * `true` if you have only one AWS account: `tools` and every environment name the same one. Nothing
   * then keeps dev and the pipeline from what prod stores (docs/one-account.md). Default: `false`.
   */
  oneAccount: flag.default(false),
  /** How releases wait for each other, and who may approve them. Default: `{}`. */
  pipeline: pipeline.prefault({}),
  /** One to 14, in the order in which a release reaches them. */
  environments: list('environments', environment, { least: 1, most: MOST_ENVIRONMENTS }),
  /** The contact forms: who sends their mails, and who gets the messages. */
  contact,
  /**
   * E-mail addresses that get the mails of the pipeline and of the alarms. Each confirms once by a
   * click. At most 10.
   */
  notifications: list('e-mail addresses', emailAddress, { least: 1, most: MOST_RECIPIENTS }),
});

/** What an owner writes in `waypost.config.ts`. `parseConfig` turns it into a `Config`. */
export type ConfigInput = InputOf<typeof schema>;
/** What `waypost.config.ts` says, validated and with every default filled in. */
export type Config = OutputOf<typeof schema>;
/** Every value by itself; `cross-field-rules.ts` compares them. */
export const configSchema: z.ZodType<Config, ConfigInput> = schema;
