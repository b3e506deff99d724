import type { EnvironmentLabel } from '../terminal/desk';

/** What a test's outcome means, and what to do. */
export function explainOutcome(
  outcome: string,
  name: string,
  { name: environment, words }: EnvironmentLabel,
): string {
  const set = `npx waypost webhooks set ${words} ${name}`;
  switch (outcome) {
    case 'not-set':
      return `No address is set for ${name} in ${environment}. Set it: ${set}`;
    case 'target-invalid':
    case 'no-signing-secret':
      return `What is kept of ${name} in ${environment} is not complete. Set it again: ${set}`;
    case 'not-public':
      return `The address of ${name} leads to a private network, which Waypost does not call. Set another one: ${set}`;
    case 'redirect':
      return `The receiver of ${name} redirects, which Waypost does not follow. Set the address that it redirects to: ${set}`;
    case 'timeout':
      return `The receiver of ${name} did not answer within 15 seconds. Let it answer first, and do its work afterwards.`;
    case 'unreachable':
      return `The receiver of ${name} cannot be reached. Check its name, its certificate and that it is up.`;
    case 'unknown':
      return `${name} is not deployed in ${environment} yet. Push, and try again after the release.`;
    case 'aws':
      return `AWS did not let the function read what it needs. Its log says why: /aws/lambda/…-webhooks.`;
    default:
      return `The receiver of ${name} answered ${outcome.replace('http-', 'with the status ')}. Check its address and its log.`;
  }
}
