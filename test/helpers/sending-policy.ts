import { resourcesOf } from './template-rules';
import type { synthesizedEnvironment } from './synthesis';

export interface IdentityPolicy {
  readonly EmailIdentity: string;
  readonly PolicyName: string;
  /** JSON. */
  readonly Policy: string;
}

/** What the email stack's custom resource gives to SES's CreateEmailIdentityPolicy. */
export function identityPolicyOf({
  template,
}: Pick<ReturnType<typeof synthesizedEnvironment>, 'template'>): IdentityPolicy {
  const [found, ...others] = resourcesOf(template('email')).filter(
    ([, { Type }]) => Type === 'Custom::SesIdentityPolicy',
  );
  if (found === undefined || others.length > 0) throw new Error('not one identity policy');
  const call = found[1].Properties?.['Create'];
  return (JSON.parse(String(call)) as { parameters: IdentityPolicy }).parameters;
}
