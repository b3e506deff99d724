import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { emptyDatabase, type SpecDatabase } from '@aws-cdk/service-spec-types';
import { ASSEMBLY_FILES } from './files';

/**
 * Replaces `@aws-cdk/aws-service-spec` in the bundled scripts. `npm run synth` puts the package's data
 * beside them.
 */
export function loadAwsServiceSpecSync(): SpecDatabase {
  const script = process.argv[1] ?? '';
  const data = readFileSync(join(script, '..', ASSEMBLY_FILES.serviceSpec));
  const database = emptyDatabase();
  database.load(
    JSON.parse(gunzipSync(data).toString('utf8')) as Parameters<SpecDatabase['load']>[0],
  );
  return database;
}
