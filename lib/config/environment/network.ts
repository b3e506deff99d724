import type { z } from 'zod';
import { flag, type InputOf, list, type OutputOf, record, Refusal, text } from '../fields/field';

const zoneId = text<string>('the id of an availability zone, such as "use1-az4"', (value) =>
  /^[a-z]{3,4}\d-az\d+$/.test(value)
    ? value
    : new Refusal(
        'write its id, not its name: the id is the same in every account. See EC2 > Zones in the console',
      ),
);

const schema = record({
  /** `true`: the functions run in a network of their own, without a way to the internet. */
  vpc: flag,
  /**
   * Ids of its two availability zones, such as `['use1-az4', 'use1-az6']`. An id means the same
   * zone in every account; a name does not. Required in regions where SES has no endpoint in some
   * zones (docs/network.md). A change replaces the network. Default: the first two of the account.
   */
  availabilityZones: list('ids of availability zones', zoneId).optional(),
});

/** Where the functions of an environment run. */
export type NetworkInput = InputOf<typeof schema>;
export const network: z.ZodType<OutputOf<typeof schema>, NetworkInput> = schema;
