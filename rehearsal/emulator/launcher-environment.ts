import { dirname, join } from 'node:path';

export interface LauncherSettings {
  readonly port: number;
  readonly node: string;
  readonly nodePath: string;
  readonly directory: string;
  /** Folder for temporary files, below `directory`. */
  readonly temporary: string;
  /** Folder of the kept cloud, if it is kept. */
  readonly keepIn?: string | undefined;
  /** File with the types that --record-unknown may record. */
  readonly registry?: string | undefined;
}

/**
 * The emulator's whole environment. It takes nothing from ours, because Lambda functions inherit it: the
 * user's credentials, profiles and proxies must not reach them.
 */
export function launcherEnvironment(settings: LauncherSettings): Record<string, string> {
  return {
    PATH: [dirname(settings.node), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: settings.directory,
    TMPDIR: settings.temporary,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONUNBUFFERED: '1',
    NODE_PATH: settings.nodePath,
    // Otherwise it listens on every interface.
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(settings.port),
    // Least privilege is rehearsed only if it is enforced. Otherwise AssumeRole admits anybody.
    AUTH: 'true',
    CLOUDTRAIL_RECORDING: '1',
    // Account of unsigned requests. It is not a configured account, so that nothing works by accident.
    MINISTACK_ACCOUNT_ID: '000000000000',
    // Otherwise it opens a port on every interface.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    AWS_EC2_METADATA_DISABLED: 'true',
    LOG_LEVEL: 'INFO',
    ...(settings.registry !== undefined && { WAYPOST_RECORD_UNKNOWN: settings.registry }),
    ...(settings.keepIn !== undefined && {
      PERSIST_STATE: '1',
      STATE_DIR: join(settings.keepIn, 'state'),
      S3_PERSIST: '1',
      S3_DATA_DIR: join(settings.keepIn, 's3'),
    }),
  };
}
