import { z } from 'zod';
import { actionType, artifactFile, base, common, json, optional, type Home } from './action-schema';
import type { CloudFormationAction } from './plan-action';

/** Without the functions Fn::GetParam and Fn::GetArtifactAtt, which read artifacts. */
const parameters = json.pipe(
  z.record(z.string(), z.string({ error: 'a function in it is not rehearsed' })),
);

const ofStack = { StackName: z.string(), RoleArn: z.string().optional() };
const ofTemplate = {
  ...ofStack,
  TemplatePath: artifactFile,
  TemplateConfiguration: artifactFile.optional(),
  ParameterOverrides: parameters.default({}),
  Capabilities: z.string().default(''),
};
const MODES =
  'CREATE_UPDATE, REPLACE_ON_FAILURE, CHANGE_SET_REPLACE, CHANGE_SET_EXECUTE, DELETE_ONLY';
const unknownMode = ({ code }: { readonly code?: string }) =>
  code === 'invalid_union' ? `expected one of ${MODES}` : undefined;

export const cloudFormation = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Deploy'], 'CloudFormation'),
  Configuration: z.discriminatedUnion(
    'ActionMode',
    [
      z.strictObject({
        ...ofTemplate,
        ActionMode: z.enum(['CREATE_UPDATE', 'REPLACE_ON_FAILURE']),
      }),
      z.strictObject({
        ...ofTemplate,
        ActionMode: z.literal('CHANGE_SET_REPLACE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({
        ...ofStack,
        ActionMode: z.literal('CHANGE_SET_EXECUTE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({ ...ofStack, ActionMode: z.literal('DELETE_ONLY') }),
    ],
    { error: unknownMode },
  ),
});
/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html */
export function stackAction(
  data: z.infer<typeof cloudFormation>,
  stage: string,
  home: Home,
): CloudFormationAction {
  const given = data.Configuration;
  const stack = {
    ...common(data, stage, home),
    provider: 'CloudFormation' as const,
    stackName: given.StackName,
    ...optional('executionRoleArn', given.RoleArn),
  };
  switch (given.ActionMode) {
    case 'CHANGE_SET_EXECUTE':
      return { ...stack, mode: given.ActionMode, changeSetName: given.ChangeSetName };
    case 'DELETE_ONLY':
      return { ...stack, mode: given.ActionMode };
    default: {
      const deployed = {
        ...stack,
        template: given.TemplatePath,
        ...optional('templateConfiguration', given.TemplateConfiguration),
        parameters: given.ParameterOverrides,
        capabilities: given.Capabilities.split(',').filter((one) => one !== ''),
      };
      return given.ActionMode === 'CHANGE_SET_REPLACE'
        ? { ...deployed, mode: given.ActionMode, changeSetName: given.ChangeSetName }
        : { ...deployed, mode: given.ActionMode };
    }
  }
}
