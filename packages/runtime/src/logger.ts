import { type Logger, type LoggerOptions as PinoOptions, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Readable lines instead of JSON; by default when stdout is a terminal. */
  readonly pretty?: boolean | undefined;
}

/** What every line has, whoever writes it. */
export function logFormat(service: string, level: string): PinoOptions {
  return {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label.toUpperCase() }) },
  };
}

/** One JSON line an event; `event` names it, `job_run_id` and friends say what it is about. */
export function createLogger(options: LoggerOptions): Logger {
  const asText = options.pretty ?? process.stdout.isTTY;
  return pino(
    logFormat(options.service, options.level),
    asText
      ? pretty({
          messageKey: 'message',
          ignore: 'service',
          messageFormat: `${options.service}: {message}`,
          sync: true,
        })
      : process.stdout,
  );
}
