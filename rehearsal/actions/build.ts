import type { Project } from '@aws-sdk/client-codebuild';
import type { SessionCredentials } from '../emulator/control';

/** A build of an action: its folders and the service role that it works under. */
export interface Build {
  /** `<project>:<uuid>` */
  readonly id: string;
  readonly project: Project;
  readonly role: SessionCredentials;
  readonly folder: string;
  /** Sources by artifact; the primary one first. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The folder that the build's commands begin in. */
export function primarySource(build: Build): string {
  const [first] = build.sources.values();
  if (first === undefined) throw new Error(`Build ${build.id} has no input artifact`);
  return first;
}
