import type { Command } from 'commander';

import type { ScheduleRequest } from '../api-client.ts';
import type { Cli } from '../cli.ts';
import { datasetOption, jsonOption, sourceOption } from '../options.ts';
import { addCommand } from './add-command.ts';
import { setSchedule } from './schedule-set.ts';

interface UsualOptions {
  readonly dataset: string;
  readonly source?: string;
}

/** The two schedules that most have, each set by one command under its name. */
const USUAL = {
  'etl-per-day': { mode: 'full', cron: '0 2 * * *' },
  'dry-run-per-min': { mode: 'dry-run', every_minutes: 1, repeats: 5 },
} as const satisfies Record<string, Omit<ScheduleRequest, 'dataset'>>;

export function registerEtlPerDay(program: Command, cli: Cli): void {
  registerUsual(program, cli, 'etl-per-day');
}

export function registerDryRunPerMin(program: Command, cli: Cli): void {
  registerUsual(program, cli, 'dry-run-per-min');
}

function registerUsual(program: Command, cli: Cli, name: keyof typeof USUAL): void {
  const { messages } = cli;
  addCommand(program, cli, name, {
    group: 'schedules',
    options: [datasetOption(messages), sourceOption(messages), jsonOption(messages)],
  }).action(({ dataset, source }: UsualOptions) =>
    setSchedule(cli, name, { ...USUAL[name], dataset, ...(source === undefined ? {} : { source }) }),
  );
}
