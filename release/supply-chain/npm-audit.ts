import { execFile } from 'node:child_process';
import { CheckFailure } from '../check-failure';

/**
 * Advisories of npm's registry about the packages of a folder's lockfile.
 * @throws CheckFailure AUDIT_UNAVAILABLE if the registry was not asked, or did not answer
 */
export async function npmAudit(folder: string): Promise<unknown> {
  const { stdout, stderr } = await run(folder);
  const report = parse(stdout);
  if (report !== undefined && !isRefusal(report)) return report;
  const refusal = isRefusal(report) ? (report.message ?? report.error.summary) : undefined;
  throw new CheckFailure(
    'AUDIT_UNAVAILABLE',
    'The packages were not audited: the registry has no audit endpoint, or cannot be reached.\n' +
      `  ${refusal ?? (stderr.trim() || '`npm audit` printed nothing')}\n` +
      'Use another registry: `npm_config_registry=https://registry.npmjs.org npx waypost check audit`.',
  );
}

function run(folder: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      ['audit', '--json', '--package-lock-only'],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') {
          const message = 'npm is not on the PATH, so the packages were not audited.';
          reject(new CheckFailure('AUDIT_UNAVAILABLE', message, { cause: error }));
        } else {
          // Its exit code is not 0 for advisories either, and the report has those.
          resolve({ stdout, stderr });
        }
      },
    );
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What npm prints in place of a report. */
function isRefusal(
  report: unknown,
): report is { readonly message?: string; readonly error: { readonly summary?: string } } {
  return typeof report === 'object' && report !== null && 'error' in report;
}
