import type { EnvironmentConfig } from '../config/config';
import { MESSAGE_DAYS_IN_QUEUE } from '../constants';
import { DAY, HOUR, MINUTE, type Span } from './recovery-span';

/** What one kind of disaster loses of one store, and how long the restore takes. */
export interface RecoveryObjective {
  readonly store: string;
  readonly disaster: string;
  /** Recovery point objective: data written in this time before the disaster is lost. */
  readonly loses: Span;
  /** Recovery time objective, from the time when somebody starts to work on it. */
  readonly backWithin: Span;
  readonly by: string;
}

/** DynamoDB says "typically five minutes before the current time". */
const POINT_IN_TIME_LAG = 5 * MINUTE;
/** A day between two backups, and the hours that AWS Backup may take to start one and to end it. */
const BACKUP_AGE = DAY + 3 * HOUR;
/**
 * AWS promises no figure: most restores end within an hour, whatever the size. The drill measures
 * it (`waypost drill restore`).
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
 */
export const TABLE_RESTORE = HOUR;
/** To find out what is missing, and to copy it back. */
const PERSON_AT_WORK = 30 * MINUTE;
/** Build, development and approval included; bench/delivery.md has what is measured. */
const RELEASE = HOUR;
/** Resolvers may keep a parent zone's NS records for two days. */
const DELEGATION = 2 * DAY;

type Settings = Pick<EnvironmentConfig, 'protectData' | 'backup' | 'region'>;

/**
 * Everything that a disaster can lose, from the configuration. docs/disaster-recovery.md has it as
 * a table.
 */
export function recoveryObjectives(environment: Settings): RecoveryObjective[] {
  return [
    ...tableObjectives(environment),
    {
      store: 'queues of messages',
      disaster: 'queue deleted',
      loses: 'all of it',
      backWithin: RELEASE,
      by: `a release; what was under way is lost (seconds, ${MESSAGE_DAYS_IN_QUEUE} days while mail is parked)`,
    },
    {
      store: 'site',
      disaster: 'files or bucket lost',
      loses: 0,
      backWithin: RELEASE,
      by: 'a release: the pages are made from the commit',
    },
    {
      store: 'zone',
      disaster: 'records changed or lost',
      loses: 0,
      backWithin: RELEASE,
      by: 'a release: the records are in the repository',
    },
    {
      store: 'zone',
      disaster: 'zone deleted',
      loses: 0,
      backWithin: RELEASE + DELEGATION,
      by: 'a release, and the new name servers in the parent zone',
    },
    {
      store: 'guard table',
      disaster: 'lost',
      loses: 0,
      backWithin: RELEASE,
      by: 'a release: its facts last a day, and nothing waits for them',
    },
    {
      store: 'templates, configuration, code',
      disaster: 'repository lost',
      loses: 0,
      backWithin: RELEASE,
      by: 'git: every clone has all of it',
    },
  ];
}

/** The objective that `waypost drill restore` measures. */
export function tableObjective(environment: Settings): RecoveryObjective {
  const { protectData, backup } = environment;
  const damaged = { store: 'submissions table', disaster: 'messages deleted or spoilt' };
  const backWithin = TABLE_RESTORE + PERSON_AT_WORK;
  if (protectData) {
    return { ...damaged, loses: POINT_IN_TIME_LAG, backWithin, by: 'point-in-time recovery' };
  }
  return backup
    ? { ...damaged, loses: BACKUP_AGE, backWithin, by: 'the latest daily backup' }
    : { ...damaged, loses: 'all of it', backWithin: 'not at all', by: 'nothing' };
}

function tableObjectives(environment: Settings): RecoveryObjective[] {
  const store = 'submissions table';
  const { backup, region } = environment;
  const { loses, backWithin, by } = tableObjective(environment);
  return [
    tableObjective(environment),
    backup
      ? {
          store,
          disaster: 'table deleted',
          loses: BACKUP_AGE,
          backWithin: TABLE_RESTORE + PERSON_AT_WORK,
          by: 'the latest daily backup, which is locked',
        }
      : { store, disaster: 'table deleted', loses, backWithin, by },
    backup?.copyTo === undefined
      ? {
          store,
          disaster: `${region} lost`,
          loses: 'all of it',
          backWithin: 'when AWS is back',
          by: 'waiting, as `backup.copyTo` names no other region',
        }
      : {
          store,
          disaster: `${region} lost`,
          loses: BACKUP_AGE,
          backWithin: DELEGATION + 2 * RELEASE + TABLE_RESTORE + PERSON_AT_WORK,
          by: `the copy of the latest backup in ${backup.copyTo}, and releases to there`,
        },
  ];
}
