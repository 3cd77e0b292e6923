import './tax-registration.css';

import { useEffect, useRef } from 'preact/hooks';

import { useResource } from '../../loading/use-resource.ts';
import type { BrowseProps } from '../dataset-view.ts';
import { ActiveFilters } from './active-filters.tsx';
import { countByCity, countByIndustry, countByYear } from './api.ts';
import { CityChart } from './city-chart.tsx';
import { isFiltered, listAddress, readFilter, type RegistrationFilter } from './filter.ts';
import { IndustryChart } from './industry-chart.tsx';
import { Results } from './results.tsx';
import { SearchForm } from './search-form.tsx';
import { YearChart } from './year-chart.tsx';

/** For what is suggested while a code is typed; the chart shows the first of them. */
const SUGGESTED_INDUSTRIES = 500;

/** Search, results and charts. What is looked for stands in the address. */
export function Browse({ live, query }: BrowseProps) {
  const filter = readFilter(query);
  const after = query['after'];
  // A repair adds rows to a version.
  const content = JSON.stringify([live.version, live.row_counts]);
  const industries = useResource(`industries ${content}`, (signal) =>
    countByIndustry(SUGGESTED_INDUSTRIES, signal),
  );
  const cities = useResource(`cities ${content}`, countByCity);
  const years = useResource(`years ${content}`, countByYear);
  const counts = { industries: industries.data?.items ?? [], cities: cities.data?.items ?? [] };
  const results = useFocusAfterTurn(filter, after);
  const charts = (
    <div key="charts" class="cards">
      <div class="stack">
        <IndustryChart resource={industries} filter={filter} />
        <YearChart resource={years} />
      </div>
      <CityChart resource={cities} filter={filter} />
    </div>
  );
  const list = (
    <div key="results" ref={results} tabIndex={-1} class="focus-target">
      <Results filter={filter} after={after} content={content} />
    </div>
  );
  return (
    <div class="stack">
      <div class="card">
        <SearchForm filter={filter} {...counts} />
        <ActiveFilters filter={filter} industries={counts.industries} />
      </div>
      {/* Who looks for nothing yet sees what there is. */}
      {isFiltered(filter) || after !== undefined ? [list, charts] : [charts, list]}
    </div>
  );
}

/**
 * What was clicked on to filter or to turn the page may be gone, or be far below the list: the focus goes to the list. Who
 * types stays in the field, and who goes back comes to where the browser scrolls.
 */
function useFocusAfterTurn(filter: RegistrationFilter, after: string | undefined) {
  const target = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  const goesBack = useRef(false);
  useEffect(() => {
    const note = () => (goesBack.current = true);
    window.addEventListener('popstate', note);
    return () => window.removeEventListener('popstate', note);
  }, []);
  useEffect(() => {
    const stays = isFirst.current || goesBack.current || document.activeElement instanceof HTMLInputElement;
    isFirst.current = false;
    goesBack.current = false;
    if (!stays) target.current?.focus();
  }, [listAddress(filter, after)]);
  return target;
}
