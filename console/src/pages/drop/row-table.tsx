import type { AuditEntry } from '@regpipe/contracts';

import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { readFinding } from './row-finding.ts';
import { dropPageTexts } from './texts.ts';

/** What was found in rows, each with its text as it stood in the file. */
export function RowTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const words = dropPageTexts().rows;
  const formats = useFormats();
  const rows = entries.map((entry) => ({ ...entry, ...readFinding(entry) }));
  return (
    <DataTable
      caption={words.title}
      rows={rows}
      keyOf={({ id }) => id}
      asCards
      columns={[
        {
          key: 'line',
          header: words.columns.line,
          align: 'right',
          isRowHeader: true,
          cell: ({ line }) => (line === null ? '–' : formats.count(line)),
        },
        {
          key: 'kind',
          header: words.columns.kind,
          cell: ({ severity, code }) => (
            <>
              <Badge tone={severity === 'error' ? 'bad' : 'warn'}>
                {words.severities[severity === 'error' ? 'error' : 'warning']}
              </Badge>{' '}
              {code !== null && <code class="reject-type">{code}</code>}
            </>
          ),
        },
        {
          key: 'user',
          header: words.columns.user,
          cell: ({ user }) => (user === null ? '' : <ForeignText text={user} />),
        },
        {
          key: 'message',
          header: words.columns.message,
          wraps: true,
          cell: ({ message }) => <ForeignText text={message} />,
        },
        {
          key: 'raw',
          header: words.columns.raw,
          wraps: true,
          cell: ({ raw }) =>
            raw === null ? (
              ''
            ) : (
              <span class="raw-record">
                <ForeignText text={raw} />
              </span>
            ),
        },
      ]}
    />
  );
}
