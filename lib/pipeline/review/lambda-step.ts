import { LambdaInvokeAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IStage } from 'aws-cdk-lib/aws-codepipeline';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type CodePipelineActionFactoryResult,
  type ICodePipelineActionFactory,
  type ProduceActionOptions,
  Step,
} from 'aws-cdk-lib/pipelines';

/** Asks a function, which starts sooner than a build. */
export class LambdaStep extends Step implements ICodePipelineActionFactory {
  /** @param parameters what the function gets, with the values of variables in their places */
  constructor(
    id: string,
    private readonly handler: IFunction,
    private readonly parameters: string,
  ) {
    super(id);
  }

  produceAction(
    stage: IStage,
    { actionName, runOrder }: ProduceActionOptions,
  ): CodePipelineActionFactoryResult {
    stage.addAction(
      new LambdaInvokeAction({
        actionName,
        runOrder,
        lambda: this.handler,
        userParametersString: this.parameters,
      }),
    );
    return { runOrdersConsumed: 1 };
  }
}
