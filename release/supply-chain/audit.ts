import { z } from 'zod';
import { CheckFailure } from '../check-failure';
import type { AuditException } from './audit-exceptions';
import { AUDIT_THRESHOLD } from './audit-threshold';

const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;

const advisorySchema = z.object({
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: z.enum(SEVERITIES),
  range: z.string(),
});

/** What `npm audit --json` prints, as far as we read it. */
const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    // A name refers to a package whose own advisory is listed under that name.
    z.object({ via: z.array(z.union([z.string(), advisorySchema])) }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.number().int().positive() }) }),
});

interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly text: string;
}

export interface AuditVerdict {
  readonly problems: readonly string[];
  /** Advisories that are no reason to fail. */
  readonly notes: readonly string[];
}

/**
 * @param report what `npm audit --json` printed, parsed
 * @param today `YYYY-MM-DD`
 * @throws CheckFailure AUDIT_UNAVAILABLE if `report` is no report of packages
 */
export function judgeAudit(
  report: unknown,
  exceptions: readonly AuditException[],
  today: string,
): AuditVerdict {
  const advisories = advisoriesOf(report);
  const severe = advisories.filter(({ severity }) => isSevere(severity));
  const excepted = (one: Advisory) => exceptions.some((exception) => covers(exception, one));
  return {
    problems: [
      ...exceptions.flatMap((exception) => exceptionProblems(exception, severe, today)),
      ...severe.filter((one) => !excepted(one)).map(({ text }) => text),
    ],
    notes: [
      ...severe.filter(excepted).map(({ text }) => `excepted: ${text}`),
      ...advisories.filter((one) => !severe.includes(one)).map(({ text }) => text),
    ],
  };
}

function advisoriesOf(report: unknown): Advisory[] {
  const { success, data, error } = reportSchema.safeParse(report);
  if (!success) {
    throw new CheckFailure(
      'AUDIT_UNAVAILABLE',
      `\`npm audit --json\` printed no report that this check can read:\n${z.prettifyError(error)}`,
    );
  }
  const found = Object.values(data.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((via) => typeof via !== 'string')
    .map(({ name, title, url, severity, range }): Advisory => {
      const id = url.split('/').at(-1) ?? url;
      return { id, package: name, severity, text: `${severity} ${id} ${name} ${range}: ${title}` };
    });
  return [...new Map(found.map((one) => [one.text, one])).values()];
}

function isSevere(severity: Advisory['severity']): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(AUDIT_THRESHOLD);
}

function covers(exception: AuditException, { id, package: name }: Advisory): boolean {
  return exception.advisory === id && exception.package === name;
}

function exceptionProblems(
  exception: AuditException,
  severe: readonly Advisory[],
  today: string,
): string[] {
  const what = `the exception for ${exception.advisory} of ${exception.package}`;
  const date = new Date(`${exception.until}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== exception.until)
    return [`${what} ends on "${exception.until}", which is not a day: write it as YYYY-MM-DD`];
  if (exception.until < today)
    return [`${what} ended on ${exception.until}: upgrade, or judge it again and set a new day`];
  return severe.some((one) => covers(exception, one))
    ? []
    : [`${what} is not needed: no advisory of that severity needs it. Remove it`];
}
