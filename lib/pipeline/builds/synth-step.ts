import { type CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { type CodePipeline, type IFileSetProducer, ShellStep } from 'aws-cdk-lib/pipelines';
import { BUILD_SPEC_FILE, CLOUD_ASSEMBLY_FOLDER } from '../../constants';

/** The build that makes the cloud assembly. Its commands are in the commit's `buildspec.yml`. */
export function synthStep(input: IFileSetProducer): ShellStep {
  return new ShellStep('Synth', {
    input,
    // Nobody runs this: see `readBuildSpecOfCommit`.
    commands: [`echo "The commands are in ${BUILD_SPEC_FILE}" && exit 1`],
    primaryOutputDirectory: CLOUD_ASSEMBLY_FOLDER,
  });
}

/**
 * CDK writes the synth commands into the CodeBuild project, so that a change of them would be built
 * with the old ones until self-mutation, which a failing synth never reaches (aws/aws-cdk#36120).
 * A file name in their place makes CodeBuild read the pushed commit's own (docs/adr/0002).
 */
export function readBuildSpecOfCommit(pipeline: CodePipeline) {
  const project = pipeline.synthProject.node.defaultChild as CfnProject;
  project.addPropertyOverride('Source.BuildSpec', BUILD_SPEC_FILE);
}
