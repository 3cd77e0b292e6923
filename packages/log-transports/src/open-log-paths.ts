import { errorMessage } from '@regpipe/contracts';
import { transport } from 'pino';

import type { CloudWatchOptions } from './cloudwatch/cloudwatch-options.ts';
import type { FileOptions } from './file/file-options.ts';
import { createTroubleReport } from './report-trouble.ts';

/** A way that finished lines take besides stdout. */
export interface LogPath {
  /** One line with its line break. Neither waits nor throws. */
  write(line: string): void;
}

export interface LogPathSettings {
  readonly service: string;
  readonly cloudWatch?: Omit<CloudWatchOptions, 'service'> | undefined;
  readonly file?: Omit<FileOptions, 'service'> | undefined;
}

/**
 * Starts a thread for each path that is configured. Only there the code of a path, such as the AWS SDK, is loaded: where
 * nothing is configured nothing is paid for.
 *
 * When the process ends, however it does so by itself, it is kept until each thread has saved its last lines or has run
 * out of time.
 */
export function openLogPaths({ service, cloudWatch, file }: LogPathSettings): LogPath[] {
  const paths: LogPath[] = [];
  if (cloudWatch !== undefined) {
    paths.push(startThread('./cloudwatch/cloudwatch-thread.ts', { ...cloudWatch, service }));
  }
  if (file !== undefined) paths.push(startThread('./file/file-thread.ts', { ...file, service }));
  return paths;
}

function startThread(target: string, options: CloudWatchOptions | FileOptions): LogPath {
  const { service } = options;
  const report = createTroubleReport({ service, event: 'log_path_lost' });
  const thread = transport({ target: new URL(target, import.meta.url).href, options });
  let isGone = false;
  const giveUp = (why: string) => {
    isGone = true;
    report(`The thread behind ${target} is gone; this way of the log ends here: ${why}`);
  };
  // A service must not die of its log.
  thread.on('error', (error: unknown) => giveUp(errorMessage(error)));
  thread.on('close', () => giveUp('it has ended'));
  return {
    write: (line) => {
      if (!isGone) thread.write(line);
    },
  };
}
