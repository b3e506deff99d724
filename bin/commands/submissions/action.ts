export { openEnvironment } from '../terminal/open-environment';
export { erase } from './erase';
export { exportSubmissions } from './export';
export { list } from './list';
export { redrive } from './redrive';
export { release } from './release';
export { restore } from './restore';
export { show } from './show';
