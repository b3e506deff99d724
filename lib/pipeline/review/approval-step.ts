import type { Duration } from 'aws-cdk-lib';
import { ManualApprovalAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IStage } from 'aws-cdk-lib/aws-codepipeline';
import {
  type CodePipelineActionFactoryResult,
  type ICodePipelineActionFactory,
  type ProduceActionOptions,
  Step,
} from 'aws-cdk-lib/pipelines';

export interface ApprovalStepProps {
  /** What the approver reads: 1,000 characters, with the values of variables in their places. */
  readonly comment: string;
  readonly reviewUrl: string;
  readonly timeout: Duration;
}

/** Waits for a person. CDK's ManualApprovalStep has no time limit: delete this when it gets one. */
export class ApprovalStep extends Step implements ICodePipelineActionFactory {
  constructor(
    id: string,
    private readonly props: ApprovalStepProps,
  ) {
    super(id);
    this.discoverReferencedOutputs(props.comment);
  }

  produceAction(
    stage: IStage,
    { actionName, runOrder }: ProduceActionOptions,
  ): CodePipelineActionFactoryResult {
    const { comment, reviewUrl, timeout } = this.props;
    stage.addAction(
      new ManualApprovalAction({
        actionName,
        runOrder,
        additionalInformation: comment,
        externalEntityLink: reviewUrl,
        timeout,
      }),
    );
    return { runOrdersConsumed: 1 };
  }
}
