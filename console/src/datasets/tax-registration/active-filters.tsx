import { ForeignText } from '../../components/foreign-text.tsx';
import type { IndustryCount } from './api.ts';
import { FILTER_NAMES, isFiltered, listAddress, type RegistrationFilter } from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

export interface ActiveFiltersProps {
  readonly filter: RegistrationFilter;
  /** Where the name of a code is found. */
  readonly industries: readonly IndustryCount[];
}

/** What the list is narrowed to, each with a way to take it off. */
export function ActiveFilters({ filter, industries }: ActiveFiltersProps) {
  const words = taxRegistrationTexts().filters;
  if (!isFiltered(filter)) return null;
  const industry = industries.find(({ industry_code: code }) => code === filter.industry);
  return (
    <ul class="chips" aria-label={words.label}>
      {FILTER_NAMES.map((name) => {
        const value = filter[name];
        if (value === undefined) return null;
        const meaning = name === 'industry' ? (industry?.industry_name ?? '') : '';
        const text = `${value} ${meaning}`.trim();
        return (
          <li key={name} class="chip">
            <span>
              <span class="muted">{words[name]}</span> <ForeignText text={text} />
            </span>
            <a
              class="chip-remove"
              href={listAddress({ ...filter, [name]: undefined })}
              aria-label={words.remove(`${words[name]} ${text}`)}
            >
              ✕
            </a>
          </li>
        );
      })}
    </ul>
  );
}
