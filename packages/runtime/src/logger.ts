import {
  formatTimestamp,
  type LogPath,
  maskSecrets,
  neutralizeForPeople,
  neutralizeJson,
  onOneLine,
  REDACTION,
} from '@regpipe/log-transports';
import { type DestinationStream, type Logger, type LoggerOptions as PinoOptions, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Readable lines instead of JSON; by default when stdout is a terminal. */
  readonly pretty?: boolean | undefined;
  /** What must not appear, although it looks like any other word. */
  readonly secrets?: readonly string[];
  /** Instead of stdout. */
  readonly destination?: DestinationStream;
  /** Where lines go besides; as JSON, also where people read the destination. */
  readonly paths?: readonly LogPath[];
}

/**
 * What every line has, whoever writes it, and what none has: secrets, and characters that a terminal would obey. docs/logs.md
 * describes it.
 */
function logFormat(service: string, level: string, secrets: readonly string[]): PinoOptions {
  return {
    level,
    base: { name: service },
    timestamp: () => `,"timestamp":"${formatTimestamp(new Date())}"`,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    redact: REDACTION,
    hooks: { streamWrite: (line) => neutralizeJson(maskSecrets(line, secrets)) },
  };
}

/** One JSON line an event; `event` names it, `job_run_id` and friends say what it is about. */
export function createLogger(options: LoggerOptions): Logger {
  const { service, level, secrets = [], destination = process.stdout, paths = [] } = options;
  const pretty = options.pretty ?? (options.destination === undefined && process.stdout.isTTY);
  const first = pretty ? readable(service, destination) : destination;
  return pino(logFormat(service, level, secrets), paths.length === 0 ? first : toAll([first, ...paths]));
}

function readable(service: string, destination: DestinationStream): DestinationStream {
  const toText = prettyFactory({
    messageKey: 'message',
    timestampKey: 'timestamp',
    ignore: 'name',
    messageFormat: (line, key) => `${service}: ${onOneLine(String(line[key]))}`,
  });
  return {
    write: (line) => {
      destination.write(toText(neutralizeForPeople(line)));
    },
  };
}

/** The same finished line for each. */
function toAll(destinations: readonly DestinationStream[]): DestinationStream {
  return {
    write: (line) => {
      for (const destination of destinations) destination.write(line);
    },
  };
}
