import manifest from '../../package.json';

const { devDependencies } = manifest;

/**
 * Versions of CDK's command-line tools, taken from package.json, so that the pipeline's own builds
 * run what a laptop runs. Without this, CDK Pipelines installs the newest version of each, which
 * may not read what the pinned library writes (docs/adr/0004-toolchain.md).
 */
export const CDK_CLI_VERSION = devDependencies['aws-cdk'];
export const CDK_ASSETS_VERSION = devDependencies['cdk-assets'];
