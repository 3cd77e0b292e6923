import type { Schedule } from '@regpipe/contracts';
import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { EXIT } from '../cli-error.ts';
import {
  describeRuns,
  describeSchedule,
  describeSchedules,
  upcomingTimes,
  withUpcoming,
} from '../describe-schedules.ts';
import { printable } from '../format.ts';
import { nextStep } from '../messages/index.ts';
import { jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';
import { registerScheduleSet } from './schedule-set.ts';

export function registerSchedule(program: Command, cli: Cli): void {
  const { messages } = cli;
  const schedule = program
    .command('schedule')
    .description(messages.schedules.description)
    .helpGroup(messages.program.groups.schedules)
    .helpCommand(false);
  registerList(schedule, cli);
  addNamed(schedule, cli, 'schedule show', show);
  registerScheduleSet(schedule, cli);
  addNamed(schedule, cli, 'schedule pause', pause);
  addNamed(schedule, cli, 'schedule resume', resume);
  addNamed(schedule, cli, 'schedule run', run);
  addNamed(schedule, cli, 'schedule remove', remove);
}

type NamedCommand =
  'schedule show' | 'schedule pause' | 'schedule resume' | 'schedule run' | 'schedule remove';

function addNamed(
  schedule: Command,
  cli: Cli,
  command: NamedCommand,
  work: (cli: Cli, name: string) => Promise<void>,
): void {
  const { messages } = cli;
  addCommand(schedule, cli, command, {
    group: 'schedules',
    arguments: [new Argument('<name>', messages.schedules.options.name)],
    options: [jsonOption(messages)],
  }).action((name: string) => work(cli, name));
}

function registerList(schedule: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(schedule, cli, 'schedule list', {
    group: 'schedules',
    options: [jsonOption(messages)],
  }).action(async () => {
    const list = await cli.api.schedules();
    output.result(list, () => describeSchedules(list.items, messages, new Date()));
  });
}

async function show({ api, messages, output }: Cli, name: string): Promise<void> {
  const schedule = await api.schedule(name);
  output.result(withUpcoming(schedule), () => [
    printable(schedule.name),
    ...describeSchedule(schedule, messages),
    ...describeRuns(schedule, schedule.runs, messages),
  ]);
}

async function pause({ api, messages, output }: Cli, name: string): Promise<void> {
  const schedule = await api.enableSchedule(name, false);
  output.result(schedule, () => [messages.schedules.paused(printable(name))]);
}

async function resume({ api, messages, output }: Cli, name: string): Promise<void> {
  const schedule = await api.enableSchedule(name, true);
  output.result(schedule, () => [resumed(schedule, messages.schedules)]);
}

function resumed(schedule: Schedule, words: Cli['messages']['schedules']): string {
  const [next] = upcomingTimes(schedule);
  const name = printable(schedule.name);
  return next === undefined ? words.over(name) : words.resumed(name, next);
}

async function run(cli: Cli, name: string): Promise<void> {
  const { api, messages, output } = cli;
  const words = messages.schedules;
  const made = await api.runSchedule(name);
  if (made.outcome === 'started') {
    output.result(made, () => [words.runStarted(printable(name), made.job_id)]);
    return;
  }
  cli.exitCode = EXIT.failed;
  const next = nextStep(messages, made.code ?? undefined);
  output.result(made, () => [
    words.runSkipped(printable(name), printable(made.message ?? made.code ?? '')),
    ...(next === undefined ? [] : [`${messages.errors.nextLabel}${next}`]),
  ]);
}

async function remove({ api, messages, output }: Cli, name: string): Promise<void> {
  await api.removeSchedule(name);
  output.result({ name, removed: true }, () => [messages.schedules.removed(printable(name))]);
}
