import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  /** Unique in the table. */
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the right. */
  readonly align?: 'right';
  /** Names the row, for who hears the table. */
  readonly isRowHeader?: boolean;
  /** May be broken into lines. */
  readonly wraps?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table holds; said to who does not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** On a narrow screen each row becomes a card. Otherwise the table scrolls within its own region. */
  readonly asCards?: boolean;
}

/** Rows and columns. However wide it is, the page around it does not scroll sideways. */
export function DataTable<Row>({ caption, columns, rows, keyOf, asCards = false }: DataTableProps<Row>) {
  return (
    // The keyboard scrolls what has the focus.
    <div
      class={`table-region ${asCards ? 'table-cards' : ''}`}
      role="group"
      aria-label={caption}
      tabIndex={0}
    >
      {/* The roles stay the table's also where style makes cards of its rows. */}
      <table role="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, header, align }) => (
              <th key={key} role="columnheader" scope="col" class={align === 'right' ? 'number' : ''}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { header, cell, align, isRowHeader = false, wraps = false } = column;
  const look = `${align === 'right' ? 'number' : ''} ${wraps ? 'wraps' : ''}`.trim();
  if (isRowHeader) {
    return (
      <th role="rowheader" scope="row" class={look} data-label={header}>
        <div class="cell">{cell(row)}</div>
      </th>
    );
  }
  return (
    <td role="cell" class={look} data-label={header}>
      <div class="cell">{cell(row)}</div>
    </td>
  );
}
