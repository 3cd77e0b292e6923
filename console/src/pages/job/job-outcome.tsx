import type { Job } from '@regpipe/contracts';

import { ForeignText } from '../../components/foreign-text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { nextStepOf } from '../../messages/next-steps.ts';
import { shellTexts } from '../../messages/shell.ts';
import { findOutcome } from './find-outcome.ts';
import { jobPageTexts } from './texts.ts';

/** How the job has ended, in words, and what to do next. Not there while it runs. */
export function JobOutcome({ job }: { readonly job: Job }) {
  const words = jobPageTexts().outcome;
  const formats = useFormats();
  const { unchangedBy } = useTerms();
  const outcome = findOutcome(job, words, nextStepOf);
  if (outcome === undefined) return null;
  const { tone, text, next } = outcome;
  const { error_code: code, error_message: message, unchanged } = job;
  const isLimited = job.record_limit !== null && job.publication !== null;
  return (
    <div class={`note note-${tone} job-outcome`}>
      <p>
        <strong>{text}</strong>
      </p>
      {message !== null && (
        <p>
          <ForeignText text={message} /> {code !== null && <span class="muted">({code})</span>}
        </p>
      )}
      {unchanged !== null && (
        <p>
          {words.skippedSince(unchangedBy[unchanged.by])}{' '}
          <a href={`/jobs/${unchanged.job_id}`}>{jobPageTexts().title(unchanged.job_id)}</a>
        </p>
      )}
      {isLimited && <p>{words.limited(formats.count(job.record_limit ?? 0))}</p>}
      {next !== undefined && (
        <p>
          {shellTexts().next} {next}
        </p>
      )}
    </div>
  );
}
