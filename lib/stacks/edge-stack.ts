import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebsiteAccessLog } from '../environment/site/website-access-log';
import type { EnvironmentConfig } from '../config/config';
import { environmentNames } from '../naming';
import type { ProjectName } from '../types/branded';
import type { StorageStack } from './storage-stack';

export interface EdgeStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<EnvironmentConfig, 'name'>;
  readonly storage: Pick<StorageStack, 'accessLogs' | 'website'>;
}

/** What a distribution must have in us-east-1, wherever the distribution's own stack is. */
export class EdgeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { project, environment, storage, ...props }: EdgeStackProps,
  ) {
    super(scope, id, props);
    new WebsiteAccessLog(this, 'WebsiteAccessLog', {
      deliveryName: environmentNames(project, environment.name).websiteAccessLog,
      distribution: storage.website.distribution,
      bucket: storage.accessLogs,
    });
  }
}
