import type { Language, STANDARD_FIELDS } from '../../lambdas/contact-form/contract';

type StandardField = (typeof STANDARD_FIELDS)[number]['name'];

/** Everything that the pages say, in one language. */
export interface SiteTexts {
  readonly direction: 'ltr' | 'rtl';
  readonly form: {
    readonly title: string;
    readonly description: string;
    readonly introduction: string;
    readonly labels: Readonly<Record<StandardField, string>>;
    readonly emailHint: string;
    readonly atMost: (characters: number) => string;
    readonly optional: string;
    readonly choose: string;
    readonly trap: string;
    readonly problems: string;
    readonly send: string;
  };
  /** Mistakes that the browser finds, in our words: its own are in the browser's language. */
  readonly invalid: {
    readonly missing: string;
    readonly notChosen: string;
    readonly notTicked: string;
    readonly email: string;
  };
  /** Said by contact.js. `{time}` is a time of day. */
  readonly script: {
    readonly sending: string;
    readonly offline: string;
    readonly online: string;
    readonly unreachable: string;
    readonly limited: string;
    readonly failed: string;
    readonly unchecked: string;
  };
  readonly sent: { readonly title: string; readonly text: string };
  readonly thankYou: { readonly title: string; readonly text: string; readonly back: string };
  readonly notFound: { readonly title: string; readonly text: string; readonly back: string };
}

export type TextsByLanguage = Readonly<Record<Language, SiteTexts>>;
