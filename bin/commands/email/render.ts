import Handlebars from 'handlebars';

/**
 * Renders a part of a mail as SES does: Handlebars, without escaping. A missing variable is a fault.
 * https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function renderAsSes(part: string, variables: Readonly<Record<string, string>>): string {
  return Handlebars.compile(part, { noEscape: true, strict: true })(variables);
}
