import { DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { jobPageTexts } from './texts.ts';

/** What was noticed about records that were loaded, by code. */
export function WarningSection({ warnings }: { readonly warnings: Readonly<Record<string, number>> }) {
  const words = jobPageTexts().warnings;
  const formats = useFormats();
  const rows = Object.entries(warnings).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <Section title={words.title}>
      <p class="muted">{words.hint}</p>
      <DataTable
        caption={words.title}
        rows={rows}
        keyOf={([code]) => code}
        columns={[
          { key: 'code', header: words.code, isRowHeader: true, cell: ([code]) => <code>{code}</code> },
          { key: 'count', header: words.count, align: 'right', cell: ([, count]) => formats.count(count) },
        ]}
      />
    </Section>
  );
}
