import type { Problem } from '../config-error';
import { distinct } from '../fields/repeats';
import { nearest } from '../fields/suggest';
import type { SoundPart } from '../sound';

/** Problems between an environment's webhooks, and between them and the forms. */
export function webhookProblems({ environments = [], contact }: SoundPart): Problem[] {
  const forms = contact?.forms?.map((form) => form?.name);
  return environments.flatMap((environment, index) => {
    const path = `environments[${index}].webhooks`;
    const webhooks = environment?.webhooks ?? [];
    return [
      ...distinct(path, 'name', webhooks, 'give each webhook another name'),
      ...unknownForms(path, webhooks, forms),
    ];
  });
}

function* unknownForms(
  path: string,
  webhooks: readonly ({ readonly form?: string } | undefined)[],
  forms: readonly (string | undefined)[] | undefined,
): Iterable<Problem> {
  // A form whose name is a problem itself may be the one that is meant.
  if (forms === undefined || forms.includes(undefined)) return;
  const known = forms.filter((form) => form !== undefined);
  for (const [index, webhook] of webhooks.entries()) {
    const found = webhook?.form;
    if (found === undefined || known.includes(found)) continue;
    const guess = nearest(found, known);
    yield {
      path: `${path}[${index}].form`,
      found,
      expected: `a form of contact.forms: ${known.map((form) => `"${form}"`).join(', ')}`,
      fix: guess === undefined ? 'name one of them' : `did you mean "${guess}"?`,
    };
  }
}
