import type { RejectPage } from './api-shapes.ts';
import { alignColumns, formatCount, indent, printable, truncate } from './format.ts';
import type { Messages } from './messages/index.ts';
import type { Style } from './output.ts';

/** What `indent` takes away from the terminal's width. */
const INDENT_COLUMNS = 2;

export interface RejectView {
  readonly messages: Messages;
  readonly style: Style;
  /** Width of the terminal; undefined when there is none, and nothing is cut off. */
  readonly columns: number | undefined;
}

/** How many rejects there are of each type, then the first of them: line, type, reason, raw text. */
export function describeRejects(jobId: number, page: RejectPage, view: RejectView): string[] {
  const { messages, style } = view;
  const words = messages.rejects;
  if (page.items.length === 0) return [words.none(jobId)];
  const total = page.by_type.reduce((sum, { count }) => sum + count, 0);
  return [
    style('bold', words.title(jobId, formatCount(total))),
    ...indent(
      alignColumns(
        page.by_type.map(({ error_type: type, count }) => [printable(type), formatCount(count)]),
        ['left', 'right'],
      ),
    ),
    '',
    words.first(formatCount(page.items.length)),
    ...indent(listing(page, view)),
    '',
    words.toSave(jobId),
  ];
}

function listing({ items }: RejectPage, { messages, columns }: RejectView): string[] {
  const { line, type, reason, record } = messages.rejects;
  const rows = items.map((item) => [
    formatCount(item.source_line),
    printable(item.error_type),
    printable(item.error_message),
    printable(item.raw_data),
  ]);
  const lines = alignColumns([[line, type, reason, record], ...rows], ['right', 'left', 'left', 'left']);
  return columns === undefined ? lines : lines.map((text) => truncate(text, columns - INDENT_COLUMNS));
}
