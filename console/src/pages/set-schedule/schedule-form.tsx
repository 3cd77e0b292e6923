import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import type { DatasetSummary } from '../../api/datasets.ts';
import { setSchedule } from '../../api/schedules.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Checkbox, Choice } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { TextField } from '../../components/text-field.tsx';
import { toast } from '../../components/toasts.tsx';
import { language } from '../../i18n/language.ts';
import { ModeChoice } from '../../jobs/mode-choice.tsx';
import { Preview } from './preview.tsx';
import { type DraftField, requestOf, type ScheduleDraft } from './schedule-draft.ts';
import { setScheduleTexts } from './texts.ts';
import { TimingFields } from './timing-fields.tsx';
import { UsualDrafts } from './usual-drafts.tsx';

export interface ScheduleFormProps {
  readonly datasets: readonly DatasetSummary[];
  readonly initial: ScheduleDraft;
  /** Whether there is none of its name yet; the name of one that is there stays. */
  readonly isNew: boolean;
}

/** What a schedule does and when, with its next runs beside it. */
export function ScheduleForm({ datasets, initial, isNew }: ScheduleFormProps) {
  const words = setScheduleTexts();
  const { route } = useLocation();
  const [draft, setDraft] = useState(initial);
  const [wrong, setWrong] = useState<readonly DraftField[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const source = datasets.find(({ name }) => name === draft.dataset)?.source ?? null;
  const change = (part: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = async () => {
    const result = requestOf(draft, { source });
    setWrong(result.ok ? [] : result.wrong);
    setError(undefined);
    if (!result.ok) return;
    setBusy(true);
    try {
      await setSchedule(result.name, result.request);
      toast(words.saved(result.name));
      route(`/schedules/${result.name}`);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <form
      class="form-columns"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="card form-card">
        {isNew && <UsualDrafts onChoose={change} />}
        {isNew && (
          <TextField
            label={words.name}
            hint={words.nameHint}
            error={wrong.includes('name') ? words.badName : undefined}
            name="name"
            value={draft.name}
            onInput={(name) => change({ name })}
          />
        )}
        <Choice
          label={words.dataset}
          value={draft.dataset}
          options={datasets.map(({ name, title }) => [name, title[language.value]])}
          onChange={(dataset) => change({ dataset })}
        />
        <ModeChoice value={draft.mode} onChange={(mode) => change({ mode })} />
        <TimingFields draft={draft} wrong={wrong} onChange={change} />
        <TextField
          label={words.repeats}
          hint={words.repeatsHint}
          error={wrong.includes('repeats') ? words.notACount : undefined}
          name="repeats"
          isNumeric
          value={draft.repeats}
          onInput={(repeats) => change({ repeats })}
        />
        <TextField
          label={words.source}
          hint={source === null ? words.sourceNeeded : `${words.sourceHint} ${source}`}
          error={wrong.includes('source') ? words.sourceMissing : undefined}
          name="source"
          value={draft.source}
          onInput={(source) => change({ source })}
        />
        <Checkbox
          label={words.enabled}
          hint={words.enabledHint}
          isChecked={draft.enabled}
          onChange={(enabled) => change({ enabled })}
        />
        {error !== undefined && <ErrorNote error={error} />}
        <button type="submit" disabled={isBusy} aria-busy={isBusy}>
          {words.save}
        </button>
      </div>
      <Section title={words.preview}>
        <Preview draft={draft} />
      </Section>
    </form>
  );
}
