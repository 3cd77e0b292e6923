import type { DraftField, ScheduleDraft } from './schedule-draft.ts';
import { TextField } from './text-field.tsx';
import { setScheduleTexts } from './texts.ts';

const KINDS = ['cron', 'every'] as const;
const ZONES = 'time-zones';

export interface TimingFieldsProps {
  readonly draft: ScheduleDraft;
  readonly wrong: readonly DraftField[];
  readonly onChange: (part: Partial<ScheduleDraft>) => void;
}

/** By a cron expression in a zone, or every so many minutes. */
export function TimingFields({ draft, wrong, onChange }: TimingFieldsProps) {
  const words = setScheduleTexts();
  return (
    <>
      <fieldset>
        <legend>{words.kind}</legend>
        {KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={draft.kind === kind}
              onChange={() => onChange({ kind })}
            />
            {words.kinds[kind]}
          </label>
        ))}
      </fieldset>
      {draft.kind === 'cron' ? (
        <>
          <TextField
            label={words.cron}
            hint={words.cronHint}
            name="cron"
            value={draft.cron}
            onInput={(cron) => onChange({ cron })}
          />
          <TextField
            label={words.timeZone}
            hint={words.timeZoneHint}
            name="timeZone"
            list={ZONES}
            value={draft.timeZone}
            onInput={(timeZone) => onChange({ timeZone })}
          />
          <datalist id={ZONES}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      ) : (
        <TextField
          label={words.every}
          hint={words.everyHint}
          error={wrong.includes('minutes') ? words.badMinutes : undefined}
          name="minutes"
          value={draft.minutes}
          onInput={(minutes) => onChange({ minutes })}
        />
      )}
    </>
  );
}
