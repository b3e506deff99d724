import { LinuxBuildImage } from 'aws-cdk-lib/aws-codebuild';

/**
 * Of every build. Among the images' own definitions, this one's `runtimes.yml` names `nodejs: 24` since
 * April 2026, which the build specs ask for.
 * https://github.com/aws/aws-codebuild-docker-images/blob/0c5eb16/ubuntu/standard/7.0/runtimes.yml
 */
export const BUILD_IMAGE = LinuxBuildImage.STANDARD_7_0;
