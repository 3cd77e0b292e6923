import { RadioChoice } from '../../components/radio-choice.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { DraftField, ScheduleDraft } from './schedule-draft.ts';
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
      <RadioChoice
        label={words.kind}
        name="kind"
        value={draft.kind}
        options={KINDS.map((kind) => [kind, words.kinds[kind]])}
        onChange={(kind) => onChange({ kind })}
      />
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
          isNumeric
          value={draft.minutes}
          onInput={(minutes) => onChange({ minutes })}
        />
      )}
    </>
  );
}
