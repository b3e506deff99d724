import type { Config } from '../../lib/config/config';
import type { EnvironmentInput } from '../../lib/config/environment/environment';
import type { ConfigInput } from '../../lib/config/schema';
import { exampleConfig } from './example-config';
import { ALL_OPTIONS } from './options';
import { dev, prod, sample } from './sample';

const { account } = sample.tools;

/** The pipeline, dev and prod in one account. */
export function oneAccountInput(
  inDev: Partial<EnvironmentInput> = {},
  inProd: Partial<EnvironmentInput> = {},
): ConfigInput {
  return {
    ...sample,
    oneAccount: true,
    environments: [
      { ...dev, account, ...inDev },
      { ...prod, account, ...inProd },
    ],
  };
}

/** As on the first day, when neither is delegated. */
export function firstDayInOneAccount(): Config {
  return exampleConfig(oneAccountInput());
}

/** With everything switched on in both, as far as an account has it twice. */
export function everythingInOneAccount(): Config {
  const { anomalyMonitor, ...all } = ALL_OPTIONS;
  return exampleConfig(
    oneAccountInput(
      { ...all, nameServers: ['ns1.example.net', 'ns2.example.net'] },
      { ...all, anomalyMonitor },
    ),
  );
}
