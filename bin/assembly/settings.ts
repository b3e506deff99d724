import type { Config } from '../../lib/config/config';
import { REGIONS } from '../../lib/config/fields/region';
import type { ReleaseSettings } from '../../release/assembly/files';

/** The part of the configuration that the builds of a release need. */
export function releaseSettings({ project, environments }: Config): ReleaseSettings {
  return {
    project,
    environments: environments.map(({ name, account, region, approval, allowDestroy }) => ({
      name,
      account,
      region,
      approval: approval !== undefined,
      allowDestroy,
    })),
    regions: REGIONS,
  };
}
