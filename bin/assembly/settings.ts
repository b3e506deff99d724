import type { Config } from '../../lib/config/config';
import type { ReleaseSettings } from '../../release/assembly/files';

/** What of the configuration the builds of a release go by. */
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
  };
}
