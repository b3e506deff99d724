import { parse } from 'yaml';

/**
 * A template as CloudFormation keeps it. The CDK CLI writes YAML 1.1 for a stack that it does not upload first, such as
 * that of `waypost bootstrap`. Other templates are JSON, which is YAML, too.
 */
export function templateOf(body: string): object {
  return parse(body, { schema: 'yaml-1.1' }) as object;
}
