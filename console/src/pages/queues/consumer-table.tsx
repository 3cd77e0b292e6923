import type { StreamView } from '@regpipe/contracts';

import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { queuesTexts } from './texts.ts';

/** Who reads each stream, and what waits for them. */
export function ConsumerTable({ streams }: { readonly streams: readonly StreamView[] }) {
  const words = queuesTexts();
  const formats = useFormats();
  const rows = streams.flatMap(({ name: stream, consumers }) =>
    consumers.map((consumer) => ({ stream, ...consumer })),
  );
  return (
    <DataTable
      caption={words.readers}
      rows={rows}
      keyOf={({ stream, name }) => `${stream} ${name}`}
      asCards
      columns={[
        { key: 'consumer', header: words.columns.consumer, isRowHeader: true, cell: ({ name }) => name },
        { key: 'stream', header: words.columns.stream, cell: ({ stream }) => stream },
        {
          key: 'pending',
          header: words.columns.pending,
          align: 'right',
          cell: ({ pending }) => formats.count(pending),
        },
        {
          key: 'in-flight',
          header: words.columns.inFlight,
          align: 'right',
          cell: (consumer) => formats.count(consumer.in_flight),
        },
        {
          key: 'redelivered',
          header: words.columns.redelivered,
          align: 'right',
          cell: ({ redelivered }) =>
            redelivered === 0 ? '0' : <Badge tone="warn">{formats.count(redelivered)}</Badge>,
        },
      ]}
    />
  );
}
