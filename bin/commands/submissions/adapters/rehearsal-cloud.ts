import { rehearsalSettings } from '../../terminal/client-settings';
import type { OpenCloud } from '../ports';
import { awsCloud } from './aws-cloud';

/** The environments in the rehearsal of this repository, as root of their accounts. */
export function rehearsalCloud(repository: string): OpenCloud {
  return (place, names) => awsCloud(place, names, rehearsalSettings(repository, place));
}
