import type { Measured } from '../measure';
import type { Checkout } from './checkout';

export interface Row {
  readonly what: string;
  readonly unit: 's' | 'GB' | 'ratio';
  /** How many samples of each checkout; the median counts. */
  readonly samples: number;
  readonly measure: (checkout: Checkout) => Promise<number>;
}

const wall = async (measured: Promise<Measured>) => (await measured).wallMs / 1000;
const cpu = async (measured: Promise<Measured>) => (await measured).cpuMs / 1000;

export const ROWS = {
  help: {
    what: '`npx waypost --help`, processor time over `node --version`',
    unit: 's',
    samples: 5,
    measure: async (checkout) =>
      (await cpu(checkout.run('npx', 'waypost', '--help'))) -
      (await cpu(checkout.run('node', '--version'))),
  },
  synth: {
    what: '`npm run synth`, by that of bench/minimal-app',
    unit: 'ratio',
    samples: 5,
    measure: async (checkout) =>
      (await wall(checkout.run('npm', 'run', 'synth'))) /
      (await wall(checkout.synthesizeMinimalApp())),
  },
  check: {
    what: '`npm run check`',
    unit: 's',
    samples: 3,
    measure: (checkout) => wall(checkout.run('npm', 'run', 'check')),
  },
  memory: {
    what: '`npm run check`, peak memory',
    unit: 'GB',
    samples: 1,
    measure: async (checkout) => (await checkout.run('npm', 'run', 'check')).peakBytes / 1e9,
  },
  start: {
    what: '`npm start -- --yes --once`, packages installed',
    unit: 's',
    samples: 3,
    measure: (checkout) => wall(checkout.run('npm', 'start', '--', '--yes', '--once')),
  },
  test: {
    what: '`npm test`',
    unit: 's',
    samples: 1,
    measure: (checkout) => wall(checkout.run('npm', 'test')),
  },
} as const satisfies Readonly<Record<string, Row>>;
