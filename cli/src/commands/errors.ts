import { type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { collectRejects } from '../collect-rejects.ts';
import { describeRejects } from '../describe-rejects.ts';
import { formatCount } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import { jobArgument, jsonOption, readCount, usageError } from '../options.ts';
import { printCsv, saveCsv } from '../save-csv.ts';
import { addCommand } from './add-command.ts';

interface ErrorsOptions {
  readonly csv?: string;
  readonly type?: string;
  readonly limit?: number;
}

const DEFAULT_LIMIT = 20;
const STDOUT = '-';

export function registerErrors(program: Command, cli: Cli): void {
  const { messages } = cli;
  const words = messages.options;
  addCommand(program, cli, 'errors', {
    group: 'jobs',
    arguments: [jobArgument(messages, words.jobOfErrors, '<job>')],
    options: [
      new Option('--csv <file>', words.csv),
      new Option('--type <type>', words.type),
      new Option('--limit <n>', words.errorsLimit(DEFAULT_LIMIT)).argParser((value) =>
        readCount(value, '--limit', messages),
      ),
      jsonOption(messages),
    ],
  }).action(async (jobId: number, options: ErrorsOptions) => {
    if (options.csv === undefined) await showRejects(cli, jobId, options);
    else await exportRejects(cli, jobId, options.csv, options);
  });
}

async function showRejects(cli: Cli, jobId: number, { type, limit }: ErrorsOptions): Promise<void> {
  const { messages, output } = cli;
  const page = await collectRejects(cli.api, jobId, type, limit ?? DEFAULT_LIMIT);
  output.result({ job_id: jobId, ...page }, () =>
    describeRejects(jobId, page, { messages, style: output.style, columns: output.stream.columns }),
  );
}

async function exportRejects(cli: Cli, jobId: number, file: string, { type }: ErrorsOptions): Promise<void> {
  const { api, messages, output } = cli;
  if (type !== undefined) throw usageError(messages.rejects.allTypes, messages);
  if (file === STDOUT && output.json) throw usageError(messages.rejects.stdoutTaken, messages);
  const body = await api.rejectsCsv(jobId);
  if (file === STDOUT) return printCsv(body).catch((error: unknown) => throwExportError(error, messages));
  const bytes = await saveCsv(body, file).catch((error: unknown) => throwExportError(error, messages));
  output.result({ job_id: jobId, csv: file, bytes }, () => [
    messages.rejects.saved(file, formatCount(bytes)),
  ]);
}

/** Tells a file that cannot be written from an answer that broke off. */
function throwExportError(cause: unknown, messages: Messages): never {
  const { notWritten, notWrittenNext, brokenOff, brokenOffNext } = messages.rejects;
  if (cause instanceof Error && 'path' in cause) {
    throw new CliError({
      code: 'FILE_NOT_WRITTEN',
      message: notWritten(cause.message),
      next: notWrittenNext,
      cause,
    });
  }
  throw new CliError({
    code: 'API_BROKE_OFF',
    message: brokenOff,
    next: brokenOffNext,
    exitCode: EXIT.unreachable,
    cause,
  });
}
