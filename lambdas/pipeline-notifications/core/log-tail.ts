const LINES = 20;
const LINE_LENGTH = 300;

/**
 * The end of a build's log that says why it failed: up to the command that did not exit successfully,
 * without colours and without CodeBuild's own lines on its phases. A build that ended before its first
 * command says why in such a line.
 */
export function lastWords(lines: readonly string[]): string[] {
  const plain = lines.map((line) => line.replaceAll(ESCAPE_CODES, '').trimEnd());
  const failed = plain.findIndex((line) => line.includes('Command did not exit successfully'));
  const told = failed === -1 ? plain : plain.slice(0, failed + 1);
  return told
    .filter((line) => line !== '' && (!PHASES.test(line) || (failed === -1 && REASON.test(line))))
    .map((line) => line.replace(CONTAINER, ''))
    .map((line) => (line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH - 1)}…`))
    .slice(-LINES);
}

// oxlint-disable-next-line no-control-regex -- which is what is to be removed
const ESCAPE_CODES = /\u001b\[[0-9;]*[A-Za-z]/g;
const CONTAINER = /^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? /;
const REASON = /Phase context status code: \S+ Message: \S/;
const PHASES =
  /^\[Container\] .*(?:Phase complete|Phase context|Entering phase|Phases found|Phase is|Running command)/;
