import { resolve } from 'node:path';

import type { JobMode, StartJob } from '@regpipe/contracts';
import { Argument, Option } from 'commander';

import { CliError, EXIT } from './cli-error.ts';
import type { Messages } from './messages/index.ts';

/*
 * Options and arguments that several commands share, with what makes their values good.
 */

export const DEFAULT_DATASET = 'tax-registration';

export interface JobOptions {
  readonly dataset: string;
  readonly source?: string;
  readonly limit?: number;
  readonly chunkSize?: number;
  readonly force?: true;
  readonly accept?: true;
}

export function datasetOption(messages: Messages): Option {
  return new Option('--dataset <name>', messages.options.dataset(DEFAULT_DATASET)).default(
    DEFAULT_DATASET,
    // An empty description keeps commander from adding "(default: …)" in English.
    '',
  );
}

export function sourceOption(messages: Messages): Option {
  return new Option('--source <url>', messages.options.source).argParser(absoluteSource);
}

/** What a job reads, and how much of it. */
export function sourceOptions(messages: Messages): Option[] {
  const words = messages.options;
  return [
    sourceOption(messages),
    new Option('--limit <n>', words.limit).argParser((value) => readCount(value, '--limit', messages)),
    new Option('--chunk-size <rows>', words.chunkSize).argParser((value) =>
      readCount(value, '--chunk-size', messages),
    ),
  ];
}

/** The request that starts a job with these options. */
export function jobRequest(options: JobOptions, mode: JobMode): StartJob {
  const { dataset, source, limit, chunkSize, force, accept } = options;
  return {
    dataset,
    mode,
    ...(source === undefined ? {} : { source }),
    ...(limit === undefined ? {} : { limit }),
    ...(chunkSize === undefined ? {} : { chunkSize }),
    ...(force === undefined ? {} : { force }),
    ...(accept === undefined ? {} : { accept }),
  };
}

export function acceptOption(messages: Messages): Option {
  return new Option('--accept', messages.options.accept);
}

export function autoOption(messages: Messages): Option {
  return new Option('--auto', messages.options.auto);
}

export function jsonOption(messages: Messages): Option {
  return new Option('--json', messages.options.json);
}

export function jobArgument(messages: Messages, description: string, form = '[job]'): Argument {
  return new Argument(form, description).argParser((value) => readCount(value, 'JOB', messages));
}

/** A whole number above 0. @throws CliError USAGE_INVALID naming the option */
export function readCount(value: string, option: string, messages: Messages): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(count) && count > 0) return count;
  throw usageError(messages.usage.notACount(option, value), messages);
}

export function usageError(message: string, messages: Messages, next = messages.usage.next): CliError {
  return new CliError({ code: 'USAGE_INVALID', message, next, exitCode: EXIT.usage });
}

/** The services run in other directories than the user: a relative path is meant from here. */
function absoluteSource(source: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(source) ? source : resolve(source);
}
