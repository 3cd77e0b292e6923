import type { Drop, ProcessingMetadata } from '@regpipe/contracts';

import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { DropStatusBadge } from '../../drops/drop-status-badge.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { dropsPageTexts } from './texts.ts';

/** Dropped files, one a line. */
export function DropTable({ drops }: { readonly drops: readonly Drop[] }) {
  const words = dropsPageTexts();
  const formats = useFormats();
  return (
    <DataTable
      caption={words.table}
      rows={drops}
      keyOf={({ id }) => id}
      asCards
      columns={[
        {
          key: 'name',
          header: words.columns.name,
          isRowHeader: true,
          wraps: true,
          cell: ({ id, name, arrivals, error_message: message }) => (
            <>
              <a href={`/drops/${id}`}>
                <ForeignText text={name} />
              </a>
              {arrivals > 1 && <span class="cell-detail">{words.repeated(formats.count(arrivals))}</span>}
              {message !== null && (
                <span class="cell-detail">
                  <ForeignText text={message} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'status',
          header: words.columns.status,
          cell: ({ status, retry_at: retryAt }) => (
            <>
              <DropStatusBadge status={status} />
              {status === 'waiting' && retryAt !== null && (
                <span class="cell-detail">
                  {words.retry} <Time at={retryAt} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'dataset',
          header: words.columns.dataset,
          cell: ({ dataset }) => dataset ?? <span class="muted">{words.noDataset}</span>,
        },
        { key: 'received', header: words.columns.received, cell: (drop) => <Time at={drop.received_at} /> },
        {
          key: 'rows',
          header: words.columns.rows,
          align: 'right',
          cell: ({ metadata }) => (isCounted(metadata) ? formats.count(metadata.records_total) : ''),
        },
        {
          key: 'failed',
          header: words.columns.failed,
          align: 'right',
          cell: ({ metadata }) => (isCounted(metadata) ? formats.count(metadata.records_failed) : ''),
        },
        {
          key: 'seconds',
          header: words.columns.seconds,
          align: 'right',
          cell: ({ metadata }) => {
            const seconds = metadata?.seconds_total ?? null;
            return seconds === null ? '' : formats.duration(seconds);
          },
        },
      ]}
    />
  );
}

/** Whether its rows are counted: before, every count is 0. */
function isCounted(
  metadata: ProcessingMetadata | null,
): metadata is ProcessingMetadata & { readonly records_total: number } {
  return typeof metadata?.records_total === 'number';
}
