import { flag, list, record, Refusal, text } from '../fields/field';

const zoneId = text('the id of an availability zone, such as "use1-az4"', (value) =>
  /^[a-z]{3,4}\d-az\d+$/.test(value)
    ? value
    : new Refusal(
        'write its id, not its name: the id is the same in every account. See EC2 > Zones in the console',
      ),
);

/** Where the functions of an environment run. */
export const network = record({
  vpc: flag,
  availabilityZones: list('ids of availability zones', zoneId).optional(),
});
