import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, objectOf } from '../../lambdas/shared/json-object';

/** What a mutation does, in words. */
export interface PipelineChanges {
  /** Changes of the pipeline itself: CodePipeline starts the execution again after any of them. */
  readonly pipeline: readonly string[];
  /** Changes of the rest of its stack: they restart nothing. */
  readonly others: readonly string[];
}

const PIPELINE = 'AWS::CodePipeline::Pipeline';

/** Compares the template of the deployed pipeline stack with the next one. */
export function pipelineChanges(deployed: JsonObject, next: JsonObject): PipelineChanges {
  const before = objectOf(deployed['Resources']);
  const after = objectOf(next['Resources']);
  const pipeline: string[] = [];
  const others: string[] = [];
  for (const id of namesOf(before, after)) {
    const [old, now] = [before[id], after[id]].map(objectOf);
    const { Type = '' } = after[id] === undefined ? (old ?? {}) : (now ?? {});
    if (Type === PIPELINE && before[id] !== undefined && after[id] !== undefined) {
      pipeline.push(
        ...definitionChanges(objectOf(old?.['Properties']), objectOf(now?.['Properties'])),
      );
    } else if (!isDeepStrictEqual(before[id], after[id])) {
      const what = `${nameOf(id, after[id] === undefined ? old : now)} (${String(Type)})`;
      others.push(`${what} ${happened(before[id], after[id], 'changes')}`);
    }
  }
  return { pipeline, others };
}

function definitionChanges(before: JsonObject, after: JsonObject): string[] {
  const properties = namesOf(before, after).filter((name) => name !== 'Stages');
  return [
    ...membersChanges('stage', before['Stages'], after['Stages'], stageChanges),
    ...properties
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .map((name) => `${name} ${happened(before[name], after[name], 'changes')}`),
  ];
}

function stageChanges(stage: string, before: JsonObject, after: JsonObject): string[] {
  const actions = membersChanges('action', before['Actions'], after['Actions'], actionChanges);
  const rest = namesOf(before, after).filter((name) => name !== 'Actions');
  return [
    ...actions,
    ...rest
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .map((name) => `${name} ${happened(before[name], after[name], 'changes')}`),
  ].map((change) => `stage ${stage}: ${change}`);
}

function actionChanges(action: string, before: JsonObject, after: JsonObject): string[] {
  const changed = namesOf(before, after).flatMap((name) => {
    if (isDeepStrictEqual(before[name], after[name])) return [];
    if (name === 'RunOrder') return ['its place in the order'];
    if (name !== 'Configuration') return [name];
    return configurationChanges(objectOf(before[name]), objectOf(after[name]));
  });
  return changed.length === 0 ? [] : [`action ${action} changes: ${changed.join(', ')}`];
}

function configurationChanges(before: JsonObject, after: JsonObject): string[] {
  return namesOf(before, after).flatMap((name) => {
    if (isDeepStrictEqual(before[name], after[name])) return [];
    // CDK Pipelines puts a hash of the build project there, so a change of the project restarts the execution.
    return [name === 'EnvironmentVariables' && mentionsHash(after[name]) ? 'its build' : name];
  });
}

function mentionsHash(value: unknown): boolean {
  return JSON.stringify(value ?? '').includes('_PROJECT_CONFIG_HASH');
}

/** Changes of a list whose members have names: added, removed, moved and changed members. */
function membersChanges(
  kind: string,
  before: unknown,
  after: unknown,
  within: (name: string, before: JsonObject, after: JsonObject) => string[],
): string[] {
  const [old, now] = [membersOf(before), membersOf(after)];
  const stayed = [...old.keys()].filter((name) => now.has(name));
  const moved = !isDeepStrictEqual(
    stayed,
    [...now.keys()].filter((name) => old.has(name)),
  );
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map((name) => `${kind} ${name} is new`),
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => `${kind} ${name} is gone`),
    ...(moved ? [`the order of the ${kind}s changes`] : []),
    ...stayed.flatMap((name) => within(name, old.get(name) ?? {}, now.get(name) ?? {})),
  ];
}

function membersOf(list: unknown): Map<string, JsonObject> {
  const members = Array.isArray(list) ? list.map(objectOf) : [];
  return new Map(
    members.map((member, index) => [
      typeof member['Name'] === 'string' ? member['Name'] : String(index),
      member,
    ]),
  );
}

function namesOf(...parts: readonly JsonObject[]): string[] {
  return [...new Set(parts.flatMap((part) => Object.keys(part)))].sort();
}

function happened(before: unknown, after: unknown, otherwise: string): string {
  if (before === undefined) return 'is new';
  return after === undefined ? 'is gone' : otherwise;
}

/** The construct path of a resource, without the name of the stack. */
function nameOf(id: string, resource: JsonObject = {}): string {
  const path = objectOf(resource['Metadata'])['aws:cdk:path'];
  return typeof path === 'string' ? path.split('/').slice(1).join('/') : id;
}
