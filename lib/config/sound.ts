import type { FormInput } from './contact/define-form';
import type { ConfigInput, EnvironmentInput } from './define-config';
import type { DnsRecordInput } from './records/define-record';

/** Like `ConfigInput`, without the values that are invalid by themselves. */
export type SoundPart = Sound<ConfigInput>;
export type SoundEnvironment = Sound<EnvironmentInput>;
export type SoundRecord = Sound<DnsRecordInput>;
export type SoundForm = Sound<FormInput>;
type Sound<T> = T extends readonly (infer Element)[]
  ? readonly (Sound<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Sound<T[Key]> }
    : T;
