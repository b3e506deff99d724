import type { DeliverForms } from '../contract';

export type DeliverForm = DeliverForms[number];
/** At least one. */
export type AllForms = readonly [DeliverForm, ...DeliverForms];

/**
 * The form that a submission came by. One that is not in the configuration any more, or never was (the
 * smoke test's), is taken for the first: nobody's message is lost because its form was renamed.
 */
export function formOf(forms: AllForms, name: string): DeliverForm {
  return forms.find((form) => form.name === name) ?? forms[0];
}
