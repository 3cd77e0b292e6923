import { useState } from 'preact/hooks';

import { listDatasets } from '../../api/datasets.ts';
import type { DropFilter } from '../../api/drops.ts';
import { Choice, Field } from '../../components/field.tsx';
import { DROP_STATUSES } from '../../drops/drop-status.ts';
import { language } from '../../i18n/language.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { useResource } from '../../loading/use-resource.ts';
import { dropsPageTexts } from './texts.ts';

export interface DropFiltersProps {
  readonly filter: DropFilter;
  readonly onChange: (filter: DropFilter) => void;
}

/** Which dropped files to show. A name is sent when it is submitted. */
export function DropFilters({ filter, onChange }: DropFiltersProps) {
  const words = dropsPageTexts().filters;
  const { dropStatuses: statuses } = useTerms();
  const [name, setName] = useState(filter.name ?? '');
  const datasets = useResource('datasets', listDatasets);
  const taken = (datasets.data?.items ?? []).filter(({ load }) => load === 'merge');
  const set = (part: DropFilter) => onChange({ ...filter, ...part });
  return (
    <form
      class="filters drop-filters"
      onSubmit={(event) => {
        event.preventDefault();
        set({ name: name.trim() === '' ? undefined : name.trim() });
      }}
    >
      <Choice
        label={words.status}
        value={filter.status ?? ''}
        options={[['', words.all], ...DROP_STATUSES.map((status) => [status, statuses[status]] as const)]}
        onChange={(status) => set({ status: status === '' ? undefined : status })}
      />
      {taken.length > 1 && (
        <Choice
          label={words.dataset}
          value={filter.dataset ?? ''}
          options={[
            ['', words.all],
            ...taken.map((dataset) => [dataset.name, dataset.title[language.value]] as const),
          ]}
          onChange={(dataset) => set({ dataset: dataset === '' ? undefined : dataset })}
        />
      )}
      <Field label={words.name}>
        {(ids) => (
          <input
            {...ids}
            name="name"
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="secondary">
        {words.apply}
      </button>
    </form>
  );
}
