import type { StreamView } from '@regpipe/contracts';

import { DataTable } from '../../components/data-table.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { queuesTexts } from './texts.ts';

/** Streams, and how full they are. */
export function StreamTable({ streams }: { readonly streams: readonly StreamView[] }) {
  const words = queuesTexts();
  const formats = useFormats();
  return (
    <DataTable
      caption={words.streams}
      rows={streams}
      keyOf={({ name }) => name}
      asCards
      columns={[
        { key: 'stream', header: words.columns.stream, isRowHeader: true, cell: ({ name }) => name },
        {
          key: 'purpose',
          header: words.columns.purpose,
          wraps: true,
          cell: ({ name, subjects }) => words.purposes[name] ?? subjects.join(', '),
        },
        {
          key: 'messages',
          header: words.columns.messages,
          align: 'right',
          cell: ({ messages }) => formats.count(messages),
        },
        {
          key: 'bytes',
          header: words.columns.bytes,
          align: 'right',
          cell: ({ bytes }) => formats.bytes(bytes),
        },
        {
          key: 'full',
          header: words.columns.full,
          cell: ({ name, bytes, max_bytes: maxBytes }) => (
            <span class="meter">
              <progress aria-label={words.fullOf(name)} value={bytes} max={maxBytes} />{' '}
              {bytes === 0 ? '0 %' : formats.percent(bytes, maxBytes)}
            </span>
          ),
        },
      ]}
    />
  );
}
