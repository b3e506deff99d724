import { NOTIFICATION_RUNBOOK } from '../../contract';

/** What AWS says of a first release in a new account or region, and what mends it. */
const CAUSES: readonly (readonly [says: RegExp, remedy: string])[] = [
  // StartBuild's AccountLimitExceededException, as CodePipeline passes it on.
  [
    /cannot have more than \d+ builds in queue/i,
    'This account may run only few builds at once; a new account sometimes none. Ask for more in the tools account, under Service ' +
      'Quotas > CodeBuild > "Concurrently running builds" for Linux/Small and Linux/Medium. If it may run one, retry the ' +
      'stage meanwhile.',
  ],
  // CloudFormation's events of AWS::CloudFront::Distribution.
  [
    /account must be verified before you can add (new )?CloudFront resources/i,
    'AWS has not verified this account for CloudFront yet. Open a case under Support Center > Account and billing, from ' +
      "the environment's account, and retry the stage when AWS has answered.",
  ],
  // CloudFormation's events of AWS::Lambda::Function.
  [
    /(unreserved)?concurrent ?executions? .*(below its minimum|exceed)/i,
    "This account may run only few functions at once. Ask for more in the environment's account, under Service Quotas > " +
      'AWS Lambda > "Concurrent executions", and retry the stage afterwards.',
  ],
  // Any service, of an account that AWS is still activating, or that has no valid means of payment.
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (OptInRequired, PendingVerification)
  [
    /needs a subscription for the service|not subscribed to this service|OptInRequired|pending ?verification|currently being verified/i,
    'AWS has not activated this account for that service yet, which takes up to a day after the account was created. Complete the ' +
      'sign-up and the means of payment under Billing, and retry the stage afterwards.',
  ],
  // CodeBuild's log, as it reads the build spec.
  [
    /unknown runtime version named/i,
    'The build image does not have that version in this region. A push cannot fix this: see ' +
      `docs/runbook.md, "${NOTIFICATION_RUNBOOK.cannotStart}".`,
  ],
];

/** What to do about each known cause that these lines speak of. */
export function remediesOf(lines: readonly string[]): string[] {
  return CAUSES.filter(([says]) => lines.some((line) => says.test(line))).map(
    ([, remedy]) => remedy,
  );
}
