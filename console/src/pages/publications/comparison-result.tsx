import type { Comparison } from '@regpipe/contracts';

import type { HistoryEntry } from '../../api/datasets.ts';
import { compareVersions } from '../../api/publications.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useResource } from '../../loading/use-resource.ts';
import type { Pair } from './history.ts';
import { signedCount } from './signed-count.ts';
import { publicationsTexts } from './texts.ts';

type TableComparison = Comparison['tables'][number];

export interface ComparisonResultProps {
  readonly dataset: string;
  readonly history: readonly HistoryEntry[];
  readonly pair: Pair;
}

/** What has changed from one version to another, by table. */
export function ComparisonResult({ dataset, history, pair }: ComparisonResultProps) {
  const words = publicationsTexts().compare;
  const { from, to } = pair;
  const gone = history.filter(({ version, dropped }) => dropped && (version === from || version === to));
  // Asked anew when a version's tables have been dropped.
  const { data, error, refresh } = useResource(`${dataset} ${from} ${to} ${gone.length}`, (signal) =>
    compareVersions(dataset, pair, signal),
  );
  return (
    <div class="comparison">
      <p role="status">
        {data !== undefined && <strong>{words.result(from, to)}</strong>}
        {data === undefined && error === undefined && <span aria-busy="true">{words.working}</span>}
      </p>
      {error !== undefined && <ErrorNote error={error} retry={refresh} />}
      {data !== undefined && (
        <>
          <ComparisonTable tables={data.tables} caption={words.result(from, to)} />
          <Limits tables={data.tables} gone={gone} />
        </>
      )}
    </div>
  );
}

function ComparisonTable({
  tables,
  caption,
}: {
  readonly tables: readonly TableComparison[];
  readonly caption: string;
}) {
  const words = publicationsTexts().compare;
  const { count } = useFormats();
  const keyColumn = (name: 'added' | 'removed' | 'changed'): Column<TableComparison> => ({
    key: name,
    header: words[name],
    align: 'right',
    cell: ({ keys }) =>
      keys === null ? <span class="muted">{words.unknown}</span> : <strong>{count(keys[name])}</strong>,
  });
  return (
    <DataTable
      caption={caption}
      rows={tables}
      keyOf={({ table }) => table}
      asCards
      columns={[
        { key: 'table', header: words.table, isRowHeader: true, cell: ({ table }) => table },
        { key: 'before', header: words.before, align: 'right', cell: ({ from_rows: rows }) => count(rows) },
        { key: 'after', header: words.after, align: 'right', cell: ({ to_rows: rows }) => count(rows) },
        {
          key: 'difference',
          header: words.difference,
          align: 'right',
          cell: ({ from_rows: before, to_rows: after }) => signedCount(after - before, count),
        },
        keyColumn('added'),
        keyColumn('removed'),
        keyColumn('changed'),
      ]}
    />
  );
}

/** Why not everything could be compared. */
function Limits({
  tables,
  gone,
}: {
  readonly tables: readonly TableComparison[];
  readonly gone: readonly HistoryEntry[];
}) {
  const words = publicationsTexts();
  const keyless = tables.filter(({ keys }) => keys === null).map(({ table }) => table);
  if (gone.length > 0) {
    const versions = gone.map(({ version }) => words.version(version)).join(', ');
    return <p class="note note-warn">{words.compare.dropped(versions)}</p>;
  }
  return (
    <>
      {keyless.length < tables.length && <p class="muted">{words.compare.hint}</p>}
      {keyless.length > 0 && <p class="muted">{words.compare.keyless(keyless.join(', '))}</p>}
    </>
  );
}
