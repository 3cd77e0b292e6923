import type { AuditEntry, Drop, DropStatus } from '@regpipe/contracts';

import { alignColumns, formatAge, formatCount, formatDuration, indent, printable } from './format.ts';
import type { Messages } from './messages/index.ts';
import { type Look, plainStyle, type Style } from './output.ts';

const LOOKS: Readonly<Record<DropStatus, Look>> = {
  waiting: 'cyan',
  running: 'cyan',
  finishing: 'cyan',
  success: 'green',
  failed: 'red',
};

/** Dropped files as a table, one a line, in the order given. */
export function describeDrops(
  drops: readonly Drop[],
  messages: Messages,
  now: Date,
  style: Style = plainStyle,
): string[] {
  const { columns } = messages.drops;
  const rows = drops.map((drop) => [
    String(drop.id),
    printable(drop.name),
    printable(drop.dataset ?? ''),
    statusOf(drop, messages, style),
    formatAge(drop.received_at, now, messages.time),
    countOf(drop.metadata?.records_total),
    countOf(drop.metadata?.records_failed),
    timeOf(drop, messages),
    drop.error_code ?? '',
  ]);
  const { id, name, dataset, status, received, rows: count, failed, time, error } = columns;
  const [title = '', ...lines] = alignColumns(
    [[id, name, dataset, status, received, count, failed, time, error], ...rows],
    ['right', 'left', 'left', 'left', 'left', 'right', 'right', 'right', 'left'],
  );
  return [style('bold', title), ...lines];
}

/** One dropped file: what is known of it, without what is not known yet. */
export function describeDrop(drop: Drop, messages: Messages, style: Style = plainStyle): string[] {
  const words = messages.drops;
  const { columns } = words;
  const { metadata } = drop;
  const facts: readonly (readonly [string, string])[] = [
    [columns.status, statusOf(drop, messages, style)],
    [
      columns.error,
      printable([drop.error_code, drop.error_message].filter((text) => text !== null).join(': ')),
    ],
    [columns.dataset, printable(drop.dataset ?? '')],
    [columns.file, printable(`${drop.bucket}/${drop.object_key}`)],
    [columns.movedTo, printable(drop.moved_to ?? '')],
    [columns.report, printable(drop.report_key ?? '')],
    [columns.job, drop.job_id === null ? '' : String(drop.job_id)],
    [
      columns.rows,
      typeof metadata?.records_total === 'number'
        ? words.loaded(formatCount(metadata.records_processed), formatCount(metadata.records_total))
        : '',
    ],
    [columns.failed, countOf(metadata?.records_failed)],
    [columns.time, timeOf(drop, messages)],
    [columns.arrivals, drop.arrivals > 1 ? words.times(formatCount(drop.arrivals)) : ''],
    [columns.retry, drop.retry_at ?? ''],
    [columns.owner, printable(drop.owner ?? '')],
  ];
  const known = facts.filter(([, value]) => value !== '');
  return [
    style('bold', words.title(drop.id, printable(drop.name))),
    ...indent(alignColumns(known, ['left', 'left'])),
  ];
}

/** What was done about a file as a whole, in the order in which it was done. */
export function describeTrail(entries: readonly AuditEntry[], messages: Messages): string[] {
  const rows = entries.map(({ at, event, message }) => [at, printable(event), printable(message)]);
  return [messages.drops.trail, ...indent(alignColumns(rows, ['left', 'left', 'left']))];
}

/** What the audit log says of single rows: line, reason, raw text. */
export function describeRows(entries: readonly AuditEntry[], messages: Messages): string[] {
  const { line, reason, record } = messages.drops.columns;
  const rows = entries.map(({ message, payload }) => [
    textOf(payload['line']),
    printable(message),
    printable(textOf(payload['raw_data'])),
  ]);
  return [
    messages.drops.rows,
    ...indent(alignColumns([[line, reason, record], ...rows], ['right', 'left', 'left'])),
  ];
}

function statusOf({ status }: Drop, { dropStatuses }: Messages, style: Style): string {
  return style([LOOKS[status], 'bold'], dropStatuses[status]);
}

function timeOf({ metadata }: Drop, { time }: Messages): string {
  const seconds = metadata?.seconds_total ?? null;
  return seconds === null ? '' : formatDuration(seconds, time);
}

function countOf(count: number | null | undefined): string {
  return typeof count === 'number' ? formatCount(count) : '';
}

/** A payload is whatever was found worth telling. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? formatCount(value) : '';
}
