import type { Projection } from '@regpipe/contracts';

import type { Cli } from './cli.ts';
import { EXIT } from './cli-error.ts';
import { formatCount, formatDuration, formatWholeSeconds } from './format.ts';
import { createLiveBlock } from './live-block.ts';
import type { Messages } from './messages/index.ts';
import type { Output } from './output.ts';
import { watch } from './watch.ts';

/** Between two lines in a log. */
const PLAIN_INTERVAL_MS = 2_000;

interface RebuildView {
  show(projection: Projection): void;
  note(text: string): void;
  end(): void;
}

/**
 * Has a projection made anew, or finds the rebuild that is on its way, and watches it to its end. Ctrl-C leaves it running.
 *
 * @returns the exit code
 */
export async function followRebuild(cli: Cli, name: string): Promise<number> {
  const { api, messages, output } = cli;
  const { rebuild } = messages;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  process.once('SIGINT', leave);
  const view = createView(output, messages);
  try {
    const begun = await api.rebuild(name);
    const generation = begun.building ?? begun.generation;
    output.line(rebuild.watching(name, generation));
    let last = begun;
    const watching = watch((signal) => api.projection(name, signal), isOver(generation), {
      signal: leaving.signal,
      onAway: (error) => view.note(messages.progress.away(error.code)),
    });
    for await (const seen of watching) {
      last = seen;
      if (!isOver(generation)(seen)) view.show(seen);
    }
    view.end();
    return isOver(generation)(last) ? report(cli, last) : reportLeaving(cli, name);
  } finally {
    view.end();
    process.removeListener('SIGINT', leave);
  }
}

/** Whether the tables of the generation, or later ones, are live. */
function isOver(generation: number) {
  return (projection: Projection) => projection.generation >= generation;
}

function report({ output, messages }: Cli, projection: Projection): number {
  const { name, built_commands: commands, build_started_at: from, rebuilt_at: to } = projection;
  const seconds = from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / 1_000;
  const time = formatDuration(seconds, messages.time);
  output.result(projection, () => [messages.rebuild.done(name, formatCount(commands), time)]);
  return EXIT.ok;
}

/** The same command comes back to it. */
function reportLeaving({ output, messages }: Cli, name: string): number {
  const message = messages.rebuild.left(name);
  const next = `${messages.follow.toWatch}: ./run rebuild ${name}`;
  output.result({ error: { code: 'WATCH_STOPPED', message, next } }, () => ['', message, `  ${next}`]);
  return EXIT.interrupted;
}

/** On a terminal one line that changes, elsewhere a plain line now and then. */
function createView(output: Output, messages: Messages): RebuildView {
  const block = output.redraws ? createLiveBlock(output.stream) : undefined;
  let shownAt = -Infinity;
  const write = (text: string) => {
    if (block !== undefined) block.draw(() => [text]);
    else if (performance.now() - shownAt >= PLAIN_INTERVAL_MS) {
      shownAt = performance.now();
      output.line(text);
    }
  };
  return {
    show: (projection) => write(describe(projection, messages)),
    note: write,
    end: () => block?.clear(),
  };
}

function describe({ built_commands, build_started_at: from }: Projection, messages: Messages): string {
  const seconds = from === null ? 0 : Math.max(0, (Date.now() - Date.parse(from)) / 1_000);
  const count = messages.rebuild.commands(formatCount(built_commands));
  return `${count} | ${formatWholeSeconds(seconds, messages.time)}`;
}
