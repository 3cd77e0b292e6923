import type { Rejects } from '../../api/jobs.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { jobPageTexts } from './texts.ts';

export interface TypeFilterProps {
  readonly types: Rejects['by_type'];
  readonly selected: string | undefined;
  /** Undefined is all of them. */
  readonly onSelect: (type: string | undefined) => void;
}

/** One button a type: what clicking into the chart does, for who has no mouse or does not see it. */
export function TypeFilter({ types, selected, onSelect }: TypeFilterProps) {
  const words = jobPageTexts().rejects;
  const formats = useFormats();
  return (
    <div class="type-filter" aria-label={words.filter} role="toolbar">
      <button type="button" aria-pressed={selected === undefined} onClick={() => onSelect(undefined)}>
        {words.all}
      </button>
      {types.map(({ error_type: type, count }) => (
        <button key={type} type="button" aria-pressed={selected === type} onClick={() => onSelect(type)}>
          {type} <span class="type-count">{formats.count(count)}</span>
        </button>
      ))}
    </div>
  );
}
