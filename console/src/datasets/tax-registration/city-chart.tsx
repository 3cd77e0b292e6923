import { Chart } from '../../components/chart.tsx';
import { Section } from '../../components/section.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import type { Resource } from '../../loading/use-resource.ts';
import type { CityCount, Statistics } from './api.ts';
import { listAddress, type RegistrationFilter } from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

export interface CityChartProps {
  readonly resource: Resource<Statistics<CityCount>>;
  /** A click changes its city only. */
  readonly filter: RegistrationFilter;
}

/** Where businesses are. */
export function CityChart({ resource, filter }: CityChartProps) {
  const words = taxRegistrationTexts().charts;
  return (
    <Section title={words.cities}>
      <Loaded resource={resource}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{words.none}</p>
          ) : (
            <>
              <p class="muted">{words.follow}</p>
              <Chart
                label={words.citiesLabel}
                kind="horizontal-bar"
                categoryLabel={words.city}
                valueLabel={words.businesses}
                selected={items.find(({ city }) => city !== null && city === filter.city)?.city ?? undefined}
                points={items.map(({ city, businesses }) => ({
                  category: city ?? words.elsewhere,
                  value: businesses,
                  href: city === null ? undefined : listAddress({ ...filter, city }),
                }))}
              />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
