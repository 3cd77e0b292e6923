import type { StartJob } from '@regpipe/contracts';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import type { DatasetSummary } from '../../api/datasets.ts';
import { startJob } from '../../api/jobs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Checkbox, Choice } from '../../components/field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { toast } from '../../components/toasts.tsx';
import { language } from '../../i18n/language.ts';
import { ModeChoice } from '../../jobs/mode-choice.tsx';
import { ConfirmFullJob } from './confirm-full-job.tsx';
import { type CountField, type JobDraft, requestOf } from './job-draft.ts';
import { startJobTexts } from './texts.ts';

export interface JobFormProps {
  readonly datasets: readonly DatasetSummary[];
  /** The data set to begin with. */
  readonly preset: string | undefined;
}

/** What the job is to do. A full one replaces what is live, so it is asked for twice. */
export function JobForm({ datasets, preset }: JobFormProps) {
  const words = startJobTexts();
  const { route } = useLocation();
  const [draft, setDraft] = useState<JobDraft>(() => emptyDraft(datasets, preset));
  const [notCounts, setNotCounts] = useState<readonly CountField[]>([]);
  const [isSourceMissing, setSourceMissing] = useState(false);
  const [asked, setAsked] = useState<StartJob>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const dataset = datasets.find(({ name }) => name === draft.dataset);
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }));

  const start = async (request: StartJob) => {
    const job = await startJob(request);
    toast(words.started(job.id));
    route(`/jobs/${job.id}`);
  };
  const submit = () => {
    const result = requestOf(draft, { source: dataset?.source ?? null });
    setNotCounts(result.ok ? [] : result.notCounts);
    setSourceMissing(!result.ok && result.isSourceMissing);
    setError(undefined);
    if (!result.ok) return;
    if (result.request.mode === 'full') {
      setAsked(result.request);
      return;
    }
    setBusy(true);
    start(result.request).catch((reason: unknown) => {
      setError(reason);
      setBusy(false);
    });
  };
  const countField = (field: CountField, label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      error={notCounts.includes(field) ? words.notACount : undefined}
      name={field}
      isNumeric
      value={draft[field]}
      onInput={(value) => change({ [field]: value })}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Choice
        label={words.dataset}
        value={draft.dataset}
        options={datasets.map(({ name, title }) => [name, title[language.value]])}
        onChange={(name) => change({ dataset: name })}
      />
      <ModeChoice value={draft.mode} onChange={(mode) => change({ mode })} />
      <TextField
        label={words.source}
        hint={dataset?.source === null ? words.sourceNeeded : `${words.sourceHint} ${dataset?.source ?? ''}`}
        error={isSourceMissing && draft.source.trim() === '' ? words.sourceMissing : undefined}
        name="source"
        value={draft.source}
        onInput={(source) => change({ source })}
      />
      {countField('limit', words.limit, words.limitHint)}
      <details class="form-more" open={notCounts.includes('chunkSize') || undefined}>
        <summary>{words.more}</summary>
        <Checkbox
          label={words.force}
          hint={words.forceHint}
          isChecked={draft.force}
          onChange={(force) => change({ force })}
        />
        <Checkbox
          label={words.accept}
          hint={words.acceptHint}
          isChecked={draft.accept}
          onChange={(accept) => change({ accept })}
        />
        {countField('chunkSize', words.chunkSize, words.chunkSizeHint)}
      </details>
      {error !== undefined && <ErrorNote error={error} />}
      <button type="submit" disabled={isBusy} aria-busy={isBusy}>
        {words.start}
      </button>
      {asked !== undefined && dataset !== undefined && (
        <ConfirmFullJob
          request={asked}
          dataset={dataset}
          onConfirm={() => start(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </form>
  );
}

function emptyDraft(datasets: readonly DatasetSummary[], preset: string | undefined): JobDraft {
  const dataset = datasets.find(({ name }) => name === preset) ?? datasets[0];
  return {
    dataset: dataset?.name ?? '',
    mode: 'full',
    source: '',
    limit: '',
    chunkSize: '',
    force: false,
    accept: false,
  };
}
