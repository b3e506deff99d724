import { z } from 'zod';
import { actionType, artifactFile, base, common, json, optional, type Home } from './action-schema';
import type { CloudFormationAction } from './plan-action';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-parameter-override-functions.html */
const ofArtifact = z
  .strictObject({
    'Fn::GetArtifactAtt': z.tuple([z.string(), z.enum(['BucketName', 'ObjectKey', 'URL'])]),
  })
  .transform(({ 'Fn::GetArtifactAtt': [artifact, attribute] }) => ({ artifact, attribute }));
const ofFile = z
  .strictObject({ 'Fn::GetParam': z.tuple([z.string(), z.string(), z.string()]) })
  .transform(({ 'Fn::GetParam': [artifact, file, key] }) => ({ artifact, file, key }));
const VALUES =
  'expected a text, Fn::GetParam of an artifact, a file and a key, or Fn::GetArtifactAtt of an artifact and BucketName, ObjectKey or URL';
const parameters = json.pipe(
  z.record(z.string(), z.union([z.string(), ofArtifact, ofFile], { error: VALUES })),
);

const ofStack = { StackName: z.string(), RoleArn: z.string().optional() };
const ofOutputs = { OutputFileName: z.string().optional() };
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

const action = z.strictObject({
  ...base,
  ActionTypeId: actionType(['Deploy'], 'CloudFormation'),
  Configuration: z.discriminatedUnion(
    'ActionMode',
    [
      z.strictObject({
        ...ofTemplate,
        ...ofOutputs,
        ActionMode: z.enum(['CREATE_UPDATE', 'REPLACE_ON_FAILURE']),
      }),
      z.strictObject({
        ...ofTemplate,
        ActionMode: z.literal('CHANGE_SET_REPLACE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({
        ...ofStack,
        ...ofOutputs,
        ActionMode: z.literal('CHANGE_SET_EXECUTE'),
        ChangeSetName: z.string(),
      }),
      z.strictObject({ ...ofStack, ActionMode: z.literal('DELETE_ONLY') }),
    ],
    { error: unknownMode },
  ),
});

/** A function in ParameterOverrides reads only an input of the action. */
export const cloudFormation = action.superRefine(({ Configuration, InputArtifacts }, context) => {
  if (!('ParameterOverrides' in Configuration)) return;
  for (const [name, value] of Object.entries(Configuration.ParameterOverrides)) {
    if (typeof value === 'string' || InputArtifacts.includes(value.artifact)) continue;
    const path = ['Configuration', 'ParameterOverrides', name];
    const message = `${value.artifact} is no input artifact of the action`;
    context.addIssue({ code: 'custom', path, message });
  }
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
      return {
        ...stack,
        mode: given.ActionMode,
        changeSetName: given.ChangeSetName,
        ...optional('outputFile', given.OutputFileName),
      };
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
        : {
            ...deployed,
            mode: given.ActionMode,
            ...optional('outputFile', given.OutputFileName),
          };
    }
  }
}
