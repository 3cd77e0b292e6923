import { type ScheduleDraft, USUAL_DRAFTS } from './schedule-draft.ts';
import { setScheduleTexts } from './texts.ts';

const NAMES = ['etl-per-day', 'dry-run-per-min'] as const;

/** Fills the form with what most set up. */
export function UsualDrafts({ onChoose }: { readonly onChoose: (part: Partial<ScheduleDraft>) => void }) {
  const words = setScheduleTexts();
  return (
    <fieldset>
      <legend>{words.usual}</legend>
      <div class="button-row">
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            class="secondary outline"
            onClick={() => onChoose({ name, ...USUAL_DRAFTS[name] })}
          >
            {words.usualNames[name]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
