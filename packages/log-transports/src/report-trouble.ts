import { writeSync } from 'node:fs';

import { composeLine } from './compose-line.ts';

/** Tells of a trouble that a transport has itself; `always` is for the end of a process, when there is no later. */
export type ReportTrouble = (
  message: string,
  fields?: Readonly<Record<string, unknown>>,
  when?: 'seldom' | 'always',
) => void;

export interface TroubleOptions {
  readonly service: string;
  readonly event: string;
  /** Instead of stderr. */
  readonly write?: (line: string) => void;
  /** In milliseconds, of a clock that does not jump. */
  readonly now?: () => number;
}

const QUIET_MS = 60_000;
const STDERR = 2;

/**
 * Reports on stderr, at most once a minute unless told otherwise; the next report says how many were held back. In a log
 * they would be carried by what is in trouble. It is written at once: a worker's own `process.stderr` needs the main
 * thread, which an ending process has stopped.
 */
export function createTroubleReport(options: TroubleOptions): ReportTrouble {
  const { service, event, write = writeToStderr, now = () => performance.now() } = options;
  let reportedAt = -Infinity;
  let heldBack = 0;
  return (message, fields, when = 'seldom') => {
    if (when === 'seldom' && now() - reportedAt < QUIET_MS) {
      heldBack += 1;
      return;
    }
    write(
      composeLine({
        level: 'WARN',
        name: service,
        event,
        message,
        fields: { ...fields, held_back: heldBack },
      }),
    );
    reportedAt = now();
    heldBack = 0;
  };
}

function writeToStderr(line: string): void {
  try {
    writeSync(STDERR, `${line}\n`);
  } catch {
    // Closed, or a pipe that nobody empties: there is nobody to tell.
  }
}
