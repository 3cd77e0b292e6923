import type { RejectItem } from '@regpipe/contracts';

import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { jobPageTexts } from './texts.ts';

/** Rejected records with their text as it stood in the source, the fault in it pointed out. */
export function RejectTable({ rejects }: { readonly rejects: readonly RejectItem[] }) {
  const words = jobPageTexts().rejects;
  const formats = useFormats();
  return (
    <DataTable
      caption={words.title}
      rows={rejects}
      keyOf={({ id }) => id}
      asCards
      columns={[
        {
          key: 'line',
          header: words.columns.line,
          align: 'right',
          isRowHeader: true,
          cell: (reject) => formats.count(reject.source_line),
        },
        {
          key: 'type',
          header: words.columns.type,
          cell: (reject) => <code class="reject-type">{reject.error_type}</code>,
        },
        {
          key: 'reason',
          header: words.columns.reason,
          wraps: true,
          cell: (reject) => <ForeignText text={reject.error_message} />,
        },
        {
          key: 'record',
          header: words.columns.record,
          wraps: true,
          cell: ({ raw_data: text, defect }) =>
            text === '' ? (
              <span class="muted">{words.noText}</span>
            ) : (
              <span class="raw-record">
                <ForeignText text={text} mark={defect} markLabel={words.defect} />
              </span>
            ),
        },
      ]}
    />
  );
}
