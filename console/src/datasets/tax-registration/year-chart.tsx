import { Chart } from '../../components/chart.tsx';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Loaded } from '../../loading/loaded.tsx';
import type { Resource } from '../../loading/use-resource.ts';
import type { Statistics, YearCount } from './api.ts';
import { ROC_EPOCH } from './setup-date.ts';
import { setupYearsOf } from './setup-years.ts';
import { taxRegistrationTexts } from './texts.ts';

/** When the businesses that there are were set up. */
export function YearChart({ resource }: { readonly resource: Resource<Statistics<YearCount>> }) {
  const words = taxRegistrationTexts().charts;
  const formats = useFormats();
  return (
    <Section title={words.years}>
      <Loaded resource={resource}>
        {({ items }) => {
          const { years, undated } = setupYearsOf(items, Date.now());
          return (
            <>
              {years.length === 0 ? (
                <p class="muted">{words.none}</p>
              ) : (
                <Chart
                  label={words.yearsLabel}
                  kind="bar"
                  categoryLabel={words.year}
                  valueLabel={words.businesses}
                  points={years.map(({ rocYear, businesses }) => ({
                    category: words.yearName(rocYear + ROC_EPOCH, rocYear),
                    tick: words.yearTick(rocYear + ROC_EPOCH, rocYear),
                    value: businesses,
                  }))}
                />
              )}
              {undated > 0 && <p class="muted">{words.undated(formats.count(undated))}</p>}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
