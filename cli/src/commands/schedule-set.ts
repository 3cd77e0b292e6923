import { DEFAULT_TIME_ZONE, JOB_MODES, type JobMode, type Schedule } from '@regpipe/contracts';
import { Argument, type Command, Option } from 'commander';

import type { ScheduleRequest } from '../api-client.ts';
import type { Cli } from '../cli.ts';
import { describeSchedule, withUpcoming } from '../describe-schedules.ts';
import { printable } from '../format.ts';
import { datasetOption, jsonOption, readCount, sourceOption, usageError } from '../options.ts';
import { addCommand } from './add-command.ts';

interface SetOptions {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly source?: string;
  readonly cron?: string;
  readonly every?: number;
  readonly timeZone?: string;
  readonly repeats?: number;
  readonly paused?: true;
}

export function registerScheduleSet(schedule: Command, cli: Cli): void {
  const { messages } = cli;
  const words = messages.schedules.options;
  addCommand(schedule, cli, 'schedule set', {
    group: 'schedules',
    arguments: [new Argument('<name>', words.name)],
    options: [
      new Option('--cron <expression>', words.cron),
      new Option('--every <minutes>', words.every).argParser((value) =>
        readCount(value, '--every', messages),
      ),
      new Option('--time-zone <name>', words.timeZone(DEFAULT_TIME_ZONE)),
      new Option('--repeats <n>', words.repeats).argParser((value) =>
        readCount(value, '--repeats', messages),
      ),
      new Option('--mode <mode>', words.mode).choices([...JOB_MODES]).default('full', ''),
      datasetOption(messages),
      sourceOption(messages),
      new Option('--paused', words.paused),
      jsonOption(messages),
    ],
  }).action(async (name: string, options: SetOptions) => {
    if ((options.cron === undefined) === (options.every === undefined)) {
      throw usageError(messages.schedules.eitherCronOrEvery, messages);
    }
    await setSchedule(cli, name, requestOf(options));
  });
}

function requestOf(options: SetOptions): ScheduleRequest {
  const { dataset, mode, source, cron, every, timeZone, repeats, paused } = options;
  return {
    dataset,
    mode,
    ...(source === undefined ? {} : { source }),
    ...(cron === undefined ? {} : { cron }),
    ...(every === undefined ? {} : { every_minutes: every }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(paused === undefined ? {} : { enabled: false }),
  };
}

/** Sets a schedule, and says what was set and when it is due next. */
export async function setSchedule(cli: Cli, name: string, request: ScheduleRequest): Promise<void> {
  const { api, messages, output } = cli;
  const schedule: Schedule = await api.setSchedule(name, request);
  output.result(withUpcoming(schedule), () => [
    messages.schedules.set(printable(schedule.name)),
    ...describeSchedule(schedule, messages),
  ]);
}
