import { useState } from 'preact/hooks';

import type { HistoryEntry } from '../../api/datasets.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { type Pair, tablesOf, versionBefore } from './history.ts';
import { publicationsTexts } from './texts.ts';
import { VersionStates } from './version-states.tsx';

/** A daily source fills a month. */
const SHOWN_FIRST = 31;

export interface HistoryTableProps {
  /** Newest version first. */
  readonly history: readonly HistoryEntry[];
  /** Where two versions are compared. */
  readonly addressOfPair: (pair: Pair) => string;
}

/** Every version, the newest first. */
export function HistoryTable({ history, addressOfPair }: HistoryTableProps) {
  const words = publicationsTexts().history;
  const { job: nameOfJob, unstamped } = publicationsTexts();
  const formats = useFormats();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? history : history.slice(0, SHOWN_FIRST);
  const counts = tablesOf(history).map((table): Column<HistoryEntry> => ({
    key: `rows ${table}`,
    header: publicationsTexts().rowsOf(table),
    align: 'right',
    cell: ({ row_counts: rows }) => formatCount(rows[table], formats.count),
  }));
  return (
    <Section title={words.title}>
      <p class="muted">{words.hint}</p>
      <DataTable
        caption={words.title}
        rows={shown}
        keyOf={({ version }) => version}
        asCards
        columns={[
          { key: 'version', header: words.version, isRowHeader: true, cell: ({ version }) => version },
          { key: 'state', header: words.state, cell: (entry) => <VersionStates entry={entry} /> },
          {
            key: 'published',
            header: words.published,
            cell: ({ published_at: at }) => <Time at={at} show="absolute" />,
          },
          {
            key: 'source date',
            header: words.sourceDate,
            cell: ({ source_stamp: day }) => (day === null ? unstamped : formats.day(day)),
          },
          ...counts,
          {
            key: 'job',
            header: words.job,
            cell: ({ job_id: job }) => <a href={`/jobs/${job}`}>{nameOfJob(job)}</a>,
          },
          {
            key: 'compare',
            header: words.compare,
            cell: ({ version: to }) => {
              const from = versionBefore(history, to);
              if (from === undefined) return null;
              return (
                <a href={addressOfPair({ from, to })} aria-label={words.compareLabel(from, to)}>
                  {words.compareWith(from)}
                </a>
              );
            },
          },
        ]}
      />
      {shown.length < history.length && (
        <div class="pager">
          <button type="button" class="secondary outline" onClick={() => setShowsAll(true)}>
            {words.showAll(formats.count(history.length))}
          </button>
        </div>
      )}
    </Section>
  );
}

function formatCount(rows: number | undefined, format: (value: number) => string): string {
  return rows === undefined ? '' : format(rows);
}
