import type { Language } from '../../../lambdas/contact-form/contract';

/** What previews need from outside. */
export interface PreviewPorts {
  /** Where the templates of a language are. */
  readonly folder: (language: Language) => string;
  /** Makes the folder, too. @throws CommandError FILE_NOT_WRITTEN */
  readonly save: (path: string, text: string) => Promise<void>;
  /** To stdout, as it is. */
  readonly write: (text: string) => void;
}
