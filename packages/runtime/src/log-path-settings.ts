import { hostname } from 'node:os';

import type { LogPathSettings } from '@regpipe/log-transports';
import type { z } from 'zod';

import type { logPathsConfigSchema } from './log-paths-config.ts';

const BYTES_PER_MB = 1_048_576;

/** How long a line waits for others before they are sent together. */
const INTERVAL_MS = 1_000;
const FIRST_PAUSE_MS = 200;
/** After a file could not be opened. */
const REOPEN_PAUSE_MS = 10_000;

/** The ways of a service's log besides stdout, from its settings. */
export function logPathSettings(
  service: string,
  config: Readonly<z.output<typeof logPathsConfigSchema>>,
): LogPathSettings {
  const { REGPIPE_CLOUDWATCH_GROUP: group, REGPIPE_LOG_FILE: file } = config;
  return {
    service,
    cloudWatch:
      group === undefined
        ? undefined
        : {
            group,
            stream: config.REGPIPE_CLOUDWATCH_STREAM.replaceAll('{service}', service).replaceAll(
              '{host}',
              hostname(),
            ),
            region: config.REGPIPE_CLOUDWATCH_REGION,
            endpoint: config.REGPIPE_CLOUDWATCH_ENDPOINT,
            retentionDays: config.REGPIPE_CLOUDWATCH_RETENTION_DAYS,
            bufferBytes: config.REGPIPE_CLOUDWATCH_BUFFER_MB * BYTES_PER_MB,
            flushMs: config.REGPIPE_CLOUDWATCH_FLUSH_MS,
            intervalMs: INTERVAL_MS,
            pauseMs: FIRST_PAUSE_MS,
          },
    file:
      file === undefined
        ? undefined
        : {
            file,
            fileBytes: config.REGPIPE_LOG_FILE_MB * BYTES_PER_MB,
            files: config.REGPIPE_LOG_FILES,
            pauseMs: REOPEN_PAUSE_MS,
          },
  };
}
