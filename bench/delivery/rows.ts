import type { Measured } from '../measure';
import type { Checkout } from './checkout';

interface Figure {
  readonly what: string;
  readonly unit: 's' | 'GB' | 'ratio';
}

export interface Row {
  readonly figures: readonly Figure[];
  /** How many samples of each checkout; the median counts. */
  readonly samples: number;
  /** One value for each figure. */
  readonly measure: (checkout: Checkout) => Promise<readonly number[]>;
}

const seconds = (ms: number) => ms / 1000;
const wall = async (measured: Promise<Measured>) => seconds((await measured).wallMs);
const cpu = async (measured: Promise<Measured>) => seconds((await measured).cpuMs);

/** One sample of what takes minutes, so that all of them take little more than an hour. */
export const ROWS = {
  help: {
    figures: [{ what: '`npx waypost --help`, processor time over `node --version`', unit: 's' }],
    samples: 5,
    measure: async (checkout) => [
      (await cpu(checkout.run('npx', 'waypost', '--help'))) -
        (await cpu(checkout.run('node', '--version'))),
    ],
  },
  synth: {
    figures: [{ what: '`npm run synth`, by that of bench/minimal-app', unit: 'ratio' }],
    samples: 5,
    measure: async (checkout) => [
      (await wall(checkout.run('npm', 'run', 'synth'))) /
        (await wall(checkout.synthesizeMinimalApp())),
    ],
  },
  start: {
    figures: [{ what: '`npm start -- --yes --once`, packages installed', unit: 's' }],
    samples: 1,
    measure: async (checkout) => [
      await wall(checkout.run('npm', 'start', '--', '--yes', '--once')),
    ],
  },
  test: {
    figures: [{ what: '`npm test`', unit: 's' }],
    samples: 1,
    measure: async (checkout) => [await wall(checkout.run('npm', 'test'))],
  },
  // After the tests, so that Jest has compiled all files in both checkouts. Alone, it is measured cold.
  check: {
    figures: [
      { what: '`npm run check`', unit: 's' },
      { what: '`npm run check`, peak memory', unit: 'GB' },
    ],
    samples: 1,
    measure: async (checkout) => {
      const { wallMs, peakBytes } = await checkout.run('npm', 'run', 'check');
      return [seconds(wallMs), peakBytes / 1e9];
    },
  },
} as const satisfies Readonly<Record<string, Row>>;
