import type { DeliverForms } from '../contract';

export type DeliverForm = DeliverForms[number];
/** At least one. */
export type AllForms = readonly [DeliverForm, ...DeliverForms];

/**
 * The form of a submission. If the configuration does not have it any more, or never had it (the
 * smoke test's), this is the first form: no message is lost because its form was renamed.
 */
export function formOf(forms: AllForms, name: string): DeliverForm {
  return forms.find((form) => form.name === name) ?? forms[0];
}
