import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { problemsOf } from '../plan/action-schema';

/** The rehearsal cannot run this build spec. The message has every problem. */
export class BuildSpecError extends Error {
  readonly code = 'BUILD_SPEC_INVALID';
  constructor(
    readonly origin: string,
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    super([`${origin} cannot be run:`, ...problems.map((p) => `  ${p}`)].join('\n'), options);
    this.name = 'BuildSpecError';
  }
}

export const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type PhaseName = (typeof PHASES)[number];

const commands = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);
const yesOrNo = z
  .union([z.boolean(), z.enum(['yes', 'no'])])
  .transform((v) => v === true || v === 'yes');
const oneOrMore = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

const phase = z.strictObject({
  commands,
  finally: commands,
  'on-failure': z.enum(['ABORT', 'CONTINUE']).optional(),
  'runtime-versions': z.record(z.string(), z.coerce.string()).optional(),
});

const artifact = z.strictObject({
  files: oneOrMore,
  name: z.string().optional(),
  'base-directory': z.string().default('.'),
  'exclude-paths': oneOrMore.default([]),
  'discard-paths': yesOrNo.default(false),
});

/** The part of the build spec for one artifact. */
export type ArtifactSpec = z.infer<typeof artifact>;

// Strict: otherwise unknown settings (run-as, ...) would count as rehearsed.
const schema = z.strictObject({
  version: z.coerce.string().pipe(z.literal('0.2', { error: 'expected version 0.2' })),
  env: z
    .strictObject({
      // Every command runs in bash, which takes what sh takes.
      shell: z.enum(['bash', 'sh', '/bin/bash', '/bin/sh']).optional(),
      variables: z.record(z.string(), z.coerce.string()).default({}),
      'parameter-store': z.record(z.string(), z.string()).default({}),
      'secrets-manager': z.record(z.string(), z.string()).default({}),
      // It gives builds credentials for the provider, which is on this machine.
      'git-credential-helper': z.unknown().optional(),
      'exported-variables': z.array(z.string()).default([]),
    })
    .prefault({}),
  phases: z.strictObject({
    install: phase.optional(),
    pre_build: phase.optional(),
    build: phase.optional(),
    post_build: phase.optional(),
  }),
  artifacts: artifact
    .extend({ 'secondary-artifacts': z.record(z.string(), artifact).default({}) })
    .partial({ files: true })
    .optional(),
  // A cache changes a build's duration, not its result.
  cache: z.unknown().optional(),
  // Only a batch build reads it, and a plan refuses that (BatchEnabled).
  batch: z.unknown().optional(),
  // Groups of reports, which are named and not made.
  reports: z.record(z.string(), z.unknown()).default({}),
});

export type BuildSpec = z.infer<typeof schema>;

/**
 * Parses a build spec, version 0.2.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 * @param origin its name in errors
 * @throws {BuildSpecError}
 */
export function parseBuildSpec(text: string, origin: string): BuildSpec {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new BuildSpecError(origin, [error.message], { cause: error });
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new BuildSpecError(origin, problemsOf(parsed.error));
}

/** A project's `source.buildspec` is the build spec itself, or the name of a file. */
export function isInline(buildSpec: string): boolean {
  try {
    return typeof parse(buildSpec) === 'object';
  } catch {
    // Broken YAML is no file name. `parseBuildSpec` says what is wrong with it.
    return true;
  }
}
