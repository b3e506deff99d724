import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '../../lambdas/shared/env';
import { openAssembly, toolsOf } from '../assembly/assembly';
import { runScript } from '../run-script';
import { PERMISSIONS_FILE, PIPELINE_DIFF_ENV, SUMMARY_FILE, SUMMARY_LIMIT } from './contract';
import { cut } from './page/words';
import { permissionsOf } from './pipeline-permissions';
import { stackReader } from './read-stacks';
import { releaseHistory } from './release-history';
import { releaseStore } from './release-store';
import { keepReview } from './review';

/**
 * Says what a release changes in the pipeline's own account. If it gives somebody more permissions there, a person
 * is asked before the pipeline updates itself. A fault of this script asks a person, too: it must not stop an
 * update that mends the pipeline. It runs in CodeBuild, bundled into one file beside the cloud assembly.
 */
runScript('Pipeline diff', async () => {
  const folder = join(process.argv[1] ?? '', '..');
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
  };
  try {
    const { bucket, pipeline, executionId, commit, stage } = readEnv(PIPELINE_DIFF_ENV);
    const assembly = openAssembly(folder);
    const s3 = new S3Client({});
    const review = await keepReview({
      assembly,
      environment: toolsOf(assembly),
      reader: stackReader((region) => new CloudFormationClient({ region })),
      history: {
        executionId,
        releases: releaseHistory(
          { pipeline, bucket, folder: stage },
          new CodePipelineClient({}),
          s3,
        ),
      },
      commit,
      now: new Date(),
      store: releaseStore(s3, bucket, stage, executionId),
      keepSummary: (summary) => {
        write(SUMMARY_FILE, summary);
      },
      print: (line) => {
        console.log(line);
      },
    });
    const permissions = permissionsOf(review, assembly, stage);
    console.log(`Permissions: ${permissions}`);
    write(PERMISSIONS_FILE, permissions);
  } catch (error) {
    const reason = `It is not known what changes in the pipeline's account: ${String(error)}`;
    console.log(reason);
    write(SUMMARY_FILE, cut(reason, SUMMARY_LIMIT));
  }
});
