/** What AWS says of a limit that new accounts have, and what lifts it. */
const LIMITS: readonly (readonly [says: RegExp, lift: string])[] = [
  // StartBuild's AccountLimitExceededException, as CodePipeline passes it on.
  [
    /cannot have more than \d+ builds in queue/i,
    'This account may run few builds at once. Ask for more in the tools account, under Service Quotas > CodeBuild > ' +
      '"Concurrently running builds" for Linux/Small and Linux/Medium, and retry the stage meanwhile.',
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
    "This account may run few functions at once. Ask for more in the environment's account, under Service Quotas > " +
      'AWS Lambda > "Concurrent executions", and retry the stage afterwards.',
  ],
];

/** An instruction for each limit of the account that these messages speak of. */
export function limitsIn(messages: readonly string[]): string[] {
  return LIMITS.filter(([says]) => messages.some((message) => says.test(message))).map(
    ([, lift]) => lift,
  );
}
