import type { z } from 'zod';
import { type InputOf, type OutputOf, record, Refusal, text } from '../fields/field';
import { pullRequests } from './pull-requests';

/** Hosts that people copy together with the path of a repository, from a page or from `git clone`. */
const GIT_HOST =
  /^(?:(?:https?|ssh|git):\/\/)?(?:[\w.-]+@)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/i;

const repository = text<string>('"owner/name" of the repository', (value) => {
  const path = value.replace(GIT_HOST, '').replace(/(?:\.git)?\/*$/i, '');
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(path) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) {
    return new Refusal('write owner and name only, without the host, "https://" or "git@"');
  }
  return path === value ? value : new Refusal(`write "${path}"`);
});

/** The rules of `git check-ref-format` that a branch's name can break. */
const NOT_A_BRANCH =
  /^[-/]|\/\/|\.\.|@\{|[\s~^:?*[\\\x7f]|(?:^|\/)\.|[./]$|\.lock(?:\/|$)|^refs\/|^$/;

const branch = text<string>('the name of a git branch, such as "main"', (value) =>
  NOT_A_BRANCH.test(value) ? new Refusal('write the name as `git branch` shows it') : value,
);

const connectionArn = text<string>('the ARN of a CodeConnections connection', (value) =>
  /^arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]+$/.test(
    value,
  )
    ? value
    : new Refusal('copy it from Developer Tools > Settings > Connections in the tools account'),
);

const schema = record({
  /** `owner/name` at the connection's provider. */
  repository,
  /** The branch whose pushes are delivered, such as `main`. */
  branch,
  /**
   * ARN of a CodeConnections connection in the tools account and region. Create and authorise it in
   * the console (Developer Tools > Settings > Connections). The ARN is no secret.
   */
  connectionArn,
  /**
   * Builds each pull request to the branch, without permission to deploy, and shows what it would
   * change (docs/pipeline.md, "Before the merge"). `false`: no such build. Servers of your own are
   * not supported, so they need `false`. Default: `{}`.
   */
  pullRequests,
});

export type SourceInput = InputOf<typeof schema>;
export type SourceConfig = OutputOf<typeof schema>;
export const source: z.ZodType<SourceConfig, SourceInput> = schema;
