import { Chart } from '../../components/chart.tsx';
import { Section } from '../../components/section.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { Loaded } from '../../loading/loaded.tsx';
import type { Resource } from '../../loading/use-resource.ts';
import type { IndustryCount, Statistics } from './api.ts';
import { listAddress, type RegistrationFilter } from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

const BARS = 15;

export interface IndustryChartProps {
  readonly resource: Resource<Statistics<IndustryCount>>;
  /** A click changes its industry only. */
  readonly filter: RegistrationFilter;
}

/** The industries with most businesses. */
export function IndustryChart({ resource, filter }: IndustryChartProps) {
  const words = taxRegistrationTexts().charts;
  return (
    <Section title={words.industries}>
      <Loaded resource={resource}>
        {({ items }) => {
          const shown = items.slice(0, BARS).map((item) => ({ ...item, category: categoryOf(item) }));
          if (shown.length === 0) return <p class="muted">{words.none}</p>;
          return (
            <>
              <p class="muted">
                {words.otherIndustries} {words.follow}
              </p>
              <Chart
                label={words.industriesLabel(shown.length)}
                kind="horizontal-bar"
                categoryLabel={words.industry}
                valueLabel={words.businesses}
                selected={shown.find(({ industry_code: code }) => code === filter.industry)?.category}
                points={shown.map(({ category, industry_code, industry_name, businesses }) => ({
                  category,
                  tick: visibleText(industry_name ?? industry_code),
                  value: businesses,
                  href: listAddress({ ...filter, industry: industry_code }),
                }))}
              />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

/** Two codes may have one name. */
function categoryOf({ industry_code: code, industry_name: name }: IndustryCount): string {
  return visibleText(name === null ? code : `${code} ${name}`);
}
