import type { Project } from '@aws-sdk/client-codebuild';
import type { SessionCredentials } from '../emulator/control';

/** A build of an action: its folders and its service role. */
export interface Build {
  /** `<project>:<uuid>` */
  readonly id: string;
  readonly project: Project;
  readonly role: SessionCredentials;
  readonly folder: string;
  /** Artifact -> folder of its files. The primary source is first. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The folder in which the build's commands start. */
export function primarySource(build: Build): string {
  const [first] = build.sources.values();
  if (first === undefined) throw new Error(`Build ${build.id} has no input artifact`);
  return first;
}
