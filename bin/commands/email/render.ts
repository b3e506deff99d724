import Handlebars from 'handlebars';

/**
 * As SES renders a part of a mail: Handlebars, without escaping; a variable that is not given is a
 * fault. https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function renderAsSes(part: string, variables: Readonly<Record<string, string>>): string {
  return Handlebars.compile(part, { noEscape: true, strict: true })(variables);
}
