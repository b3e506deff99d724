import { flag, record } from './field';

/** Where the functions of an environment run. */
export const network = record({ vpc: flag });
