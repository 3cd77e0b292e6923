import {
  type DestinationStream,
  type Logger,
  type LoggerOptions as PinoOptions,
  pino,
  stdTimeFunctions,
} from 'pino';
import { prettyFactory } from 'pino-pretty';

import { maskSecrets, REDACTION } from './mask-secrets.ts';
import { neutralizeForPeople, neutralizeJson, onOneLine } from './neutralize-controls.ts';

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
}

/** What every line has, whoever writes it, and what none has: secrets, and characters that a terminal would obey. */
export function logFormat(service: string, level: string, secrets: readonly string[] = []): PinoOptions {
  return {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    redact: REDACTION,
    hooks: { streamWrite: (line) => neutralizeJson(maskSecrets(line, secrets)) },
  };
}

/** One JSON line an event; `event` names it, `job_run_id` and friends say what it is about. */
export function createLogger(options: LoggerOptions): Logger {
  const { service, level, secrets = [], destination = process.stdout } = options;
  const format = logFormat(service, level, secrets);
  if (!(options.pretty ?? (options.destination === undefined && process.stdout.isTTY))) {
    return pino(format, destination);
  }
  const hooks = { streamWrite: (line: string) => neutralizeForPeople(maskSecrets(line, secrets)) };
  return pino({ ...format, hooks }, readable(service, destination));
}

function readable(service: string, destination: DestinationStream): DestinationStream {
  const toText = prettyFactory({
    messageKey: 'message',
    ignore: 'service',
    messageFormat: (line, key) => `${service}: ${onOneLine(String(line[key]))}`,
  });
  return {
    write: (line) => {
      destination.write(toText(line));
    },
  };
}
