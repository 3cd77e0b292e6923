import { JOB_MODES, JOB_STATUSES } from '@regpipe/contracts';

import { listDatasets } from '../../api/datasets.ts';
import type { JobFilter } from '../../api/jobs.ts';
import { Choice } from '../../components/field.tsx';
import { language } from '../../i18n/language.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { useResource } from '../../loading/use-resource.ts';
import { jobsPageTexts } from './texts.ts';

export interface JobFiltersProps {
  readonly filter: JobFilter;
  readonly onChange: (filter: JobFilter) => void;
}

/** Which jobs to show. */
export function JobFilters({ filter, onChange }: JobFiltersProps) {
  const words = jobsPageTexts().filters;
  const terms = useTerms();
  const datasets = useResource('datasets', listDatasets);
  const named = (datasets.data?.items ?? []).map(({ name, title }) => [name, title[language.value]] as const);
  const set = (part: JobFilter) => onChange({ ...filter, ...part });
  return (
    <div class="filters">
      <Choice
        label={words.status}
        value={filter.status ?? ''}
        options={[
          ['', words.all],
          ...JOB_STATUSES.map((status) => [status, terms.statuses[status]] as const),
        ]}
        onChange={(status) => set({ status: status === '' ? undefined : status })}
      />
      <Choice
        label={words.mode}
        value={filter.mode ?? ''}
        options={[['', words.all], ...JOB_MODES.map((mode) => [mode, terms.modes[mode]] as const)]}
        onChange={(mode) => set({ mode: mode === '' ? undefined : mode })}
      />
      {named.length > 1 && (
        <Choice
          label={words.dataset}
          value={filter.dataset ?? ''}
          options={[['', words.all], ...named]}
          onChange={(dataset) => set({ dataset: dataset === '' ? undefined : dataset })}
        />
      )}
    </div>
  );
}
