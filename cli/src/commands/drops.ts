import { DROP_STATUSES, type DropStatus } from '@regpipe/contracts';
import { Argument, type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { describeDrop, describeDrops, describeRows, describeTrail } from '../describe-drops.ts';
import { jsonOption, readCount } from '../options.ts';
import { addCommand } from './add-command.ts';

interface DropsOptions {
  readonly dataset?: string;
  readonly status?: DropStatus;
  readonly limit: number;
}

const USUAL_LIMIT = 20;
/** More than is ever done about a file as a whole. */
const WHOLE_TRAIL = 500;

export function registerDrops(program: Command, cli: Cli): void {
  const { messages } = cli;
  const words = messages.drops.options;
  addCommand(program, cli, 'drops', {
    group: 'drops',
    arguments: [new Argument('[drop]', words.drop).argParser((value) => readCount(value, 'DROP', messages))],
    options: [
      new Option('--dataset <name>', messages.options.ofDataset),
      new Option('--status <status>', words.ofStatus).choices([...DROP_STATUSES]),
      new Option('--limit <n>', words.limit(USUAL_LIMIT))
        .default(USUAL_LIMIT, '')
        .argParser((value) => readCount(value, '--limit', messages)),
      jsonOption(messages),
    ],
  }).action(async (id: number | undefined, options: DropsOptions) => {
    await (id === undefined ? listDrops(cli, options) : showDrop(cli, id, options.limit));
  });
}

async function listDrops({ api, messages, output }: Cli, options: DropsOptions): Promise<void> {
  const page = await api.drops(options);
  output.result(page, () => {
    if (page.items.length === 0) return [messages.drops.none];
    const more = page.next_cursor === null ? [] : ['', messages.drops.more];
    return [...describeDrops(page.items, messages, new Date(), output.style), ...more];
  });
}

/** The file, what was done about it as a whole, and the first of what is to be said of its rows. */
async function showDrop({ api, messages, output }: Cli, id: number, limit: number): Promise<void> {
  const [drop, trail, rows] = await Promise.all([
    api.drop(id),
    api.audit(id, { about: 'file', limit: WHOLE_TRAIL }),
    api.audit(id, { about: 'rows', limit }),
  ]);
  output.result({ ...drop, audit: trail.items, rows }, () => [
    ...describeDrop(drop, messages, output.style),
    '',
    ...describeTrail(trail.items, messages),
    ...(rows.items.length === 0 ? [] : ['', ...describeRows(rows.items, messages)]),
    ...(rows.next_cursor === null ? [] : ['', messages.drops.moreRows(drop.job_id)]),
  ]);
}
