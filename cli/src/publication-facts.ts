import { isGuardCode, type Job, type Publication } from '@regpipe/contracts';

import type { DatasetView } from './api-shapes.ts';
import { alignColumns, formatAge, formatCount, indent } from './format.ts';
import type { Messages } from './messages/index.ts';

/** What stands under a data set's live names now, for a person who is about to replace it. */
export function describeLive(view: DatasetView, messages: Messages, now = new Date()): string[] {
  const { live } = view;
  if (view.load === 'merge') return [messages.live.willMerge(view.name)];
  if (live === null) return [messages.live.none(view.name), messages.live.willBeFirst];
  const stamp = live.source_stamp;
  return [
    messages.live.title(view.name, live.version),
    ...indent([
      stamp === null
        ? messages.live.unstamped
        : messages.live.sourceDate(stamp, formatAge(stamp, now, messages.time)),
      messages.live.published(formatAge(live.published_at, now, messages.time)),
    ]),
    messages.live.willReplace,
    ...describeTables(live, messages),
  ];
}

/** What is to be known of the guards before a job starts: whether they will watch it, and what they said last. */
export function describeGuards(last: Job | null, accepts: boolean | undefined, messages: Messages): string[] {
  if (accepts === true) return [messages.live.guardsOff];
  const stopped = last?.status === 'failed' && isGuardCode(last.error_code);
  return stopped && last.mode === 'full' ? [messages.live.guardStopped(last.id)] : [];
}

/** The tables of a version with their rows. */
export function describeTables({ row_counts: counts }: Publication, messages: Messages): string[] {
  const rows = Object.entries(counts).map(([table, count]) => [table, messages.rows(formatCount(count))]);
  return indent(alignColumns(rows, ['left', 'right']));
}

/** The version that is live beside the one that would be. */
export function describeRollback(live: Publication, previous: Publication, messages: Messages): string[] {
  const words = messages.rollback;
  const tables = Object.keys({ ...live.row_counts, ...previous.row_counts });
  const row = (label: string, { version, source_stamp: stamp, row_counts: counts }: Publication) => [
    label,
    String(version),
    stamp ?? messages.summary.unknown,
    ...tables.map((table) => formatCount(counts[table] ?? 0)),
  ];
  return alignColumns(
    [['', words.version, words.sourceDate, ...tables], row(words.live, live), row(words.previous, previous)],
    ['left', 'right', 'left', ...tables.map(() => 'right' as const)],
  );
}

/** The version that a rollback goes to: the newest kept one before the live one. */
export function previousPublication({ live, history }: DatasetView): Publication | undefined {
  if (live === null) return undefined;
  return history
    .filter((past) => past.version < live.version && !past.dropped)
    .sort((a, b) => b.version - a.version)[0];
}
