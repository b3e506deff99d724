export { deploy } from './deploy';
export { deployEnvironment } from './deploy-environment';
