import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../paths';
import { reportJsonSchema } from './report-schema';

/** Writes the report's schema to where it is published: `npx tsx rehearsal/report/publish-report-schema.ts`. */
const path = join(repositoryRoot, 'docs', 'report.schema.json');
writeFileSync(path, `${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`);
