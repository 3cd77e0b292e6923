import type { HistoryEntry } from '../../api/datasets.ts';
import { Chart } from '../../components/chart.tsx';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { tablesOf } from './history.ts';
import { publicationsTexts } from './texts.ts';

/** How many rows each version has, a chart a table. */
export function RowCharts({ history }: { readonly history: readonly HistoryEntry[] }) {
  const words = publicationsTexts().charts;
  const formats = useFormats();
  const oldestFirst = history.toReversed();
  return (
    <Section title={words.title}>
      {history.length < 2 ? (
        <p class="muted">{words.justOne}</p>
      ) : (
        <div class="cards">
          {tablesOf(history).map((table) => (
            <div key={table}>
              <h3>{table}</h3>
              <Chart
                label={words.label(table)}
                kind="line"
                categoryLabel={words.category}
                valueLabel={words.rows}
                points={oldestFirst.map(({ version, published_at: publishedAt, row_counts: rows }) => ({
                  category: words.point(version, formats.dayOf(publishedAt)),
                  tick: words.tick(version),
                  value: rows[table] ?? 0,
                }))}
              />
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}
