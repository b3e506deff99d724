import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Region } from '../../types/branded';
import { Refusal, text } from './field';
import { nearest } from './suggest';

/** Of the commercial AWS partition, by name. */
export const REGIONS: readonly string[] = RegionInfo.regions
  .filter((one) => one.partition === 'aws')
  .map((one) => one.name);

export const region = text<Region>('a region of the commercial AWS partition', (value) => {
  if (REGIONS.includes(value)) return value as Region;
  const guess = nearest(value, REGIONS);
  return new Refusal(guess ? `did you mean "${guess}"?` : 'use a region such as "eu-west-1"');
});
