import { writeCommand } from './write-command';
import { shellQuoted } from './shell-quoted';

/** Begins a line of a build's log about the AWS CLI of this machine. */
const MARK = '[rehearsal] AWS CLI:';
const INSTALL = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/**
 * Writes `aws` as a command for builds: the machine's own. CodeBuild's images have version 2. What differs is said,
 * because a build may go on without the call: the check of permissions of CDK Pipelines does.
 * @param own the machine's AWS CLI, if it has one
 */
export function writeAwsCli(file: string, own: string | undefined): Promise<void> {
  return writeCommand(file, own === undefined ? MISSING : calling(own));
}

/** Says of a build's log that the machine's AWS CLI is not as CodeBuild's; `undefined` if it is, or was not called. */
export function awsCliNoticeIn(log: string): string | undefined {
  return log
    .split('\n')
    .find((line) => line.startsWith(MARK))
    ?.slice('[rehearsal] '.length);
}

const MISSING = [
  `echo "${MARK} this machine has none, and CodeBuild's images have version 2. Install it: ${INSTALL}" >&2`,
  'exit 127',
];

/** Asks for the version once in a rehearsal: that takes half a second. */
function calling(own: string): string[] {
  const program = shellQuoted(own);
  return [
    'version="$0-version"',
    `[ -s "$version" ] || ${program} --version >"$version" 2>&1`,
    String.raw`if grep -q '^aws-cli/1\.' "$version"; then`,
    `  echo "${MARK} this machine has version 1, and CodeBuild's images have version 2, which has other options. Install it: ${INSTALL}" >&2`,
    'fi',
    `exec ${program} "$@"`,
  ];
}
