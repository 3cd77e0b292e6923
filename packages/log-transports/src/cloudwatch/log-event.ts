import { timestampOf } from '../timestamp.ts';
import { cutLine } from './cut-line.ts';
import { EVENT_OVERHEAD, MOST_MESSAGE_BYTES } from './limits.ts';

/** A line on its way. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
  /** As CloudWatch counts them. */
  readonly bytes: number;
  /** How many dropped lines this one tells of; 0 for a line of the service. */
  readonly tellsOf: number;
}

export function toLogEvent(line: string, now: number, tellsOf = 0): LogEvent {
  const message = cutLine(line, MOST_MESSAGE_BYTES);
  const bytes = Buffer.byteLength(message) + EVENT_OVERHEAD;
  return { timestamp: timestampOf(line) ?? now, message, bytes, tellsOf };
}
