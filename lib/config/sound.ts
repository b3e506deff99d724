import type { FormInput } from './contact/form';
import type { EnvironmentInput } from './environment/environment';
import type { DnsRecordInput } from './records/dns-records';
import type { ConfigInput } from './schema';

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
