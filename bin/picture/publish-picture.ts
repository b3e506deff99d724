import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../lib/config/load-config';
import { pipelineNames } from '../../lib/naming';
import { pipelineOutline } from './pipeline-outline';
import { pipelinePicture } from './pipeline-picture';
import { synthesizeStacks } from '../commands/synthesize';

/** Draws the pipeline of `waypost.config.ts` for the guide: `npm run picture`. */
const root = join(__dirname, '../..');
const config = loadConfig(root);
const { stack } = pipelineNames(config.project);
const pipeline = synthesizeStacks(config).find(({ stackName }) => stackName === stack);
const picture = pipelinePicture(pipelineOutline(pipeline?.template));
writeFileSync(join(root, 'docs', 'pipeline.svg'), picture);
