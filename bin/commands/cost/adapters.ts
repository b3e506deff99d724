import { synthesizeStacks } from '../synthesize';
import type { CostPorts } from './ports';

export function costPorts(): CostPorts {
  return {
    synthesize: (config) => Promise.resolve(synthesizeStacks(config)),
    print: console.log,
  };
}
