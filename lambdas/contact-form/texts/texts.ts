import type { Language } from '../form-definition';
import { ar } from './ar';
import { en } from './en';
import type { Texts } from './sentences';

const TEXTS: Readonly<Record<Language, Texts>> = { en, ar };

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}
