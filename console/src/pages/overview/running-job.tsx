import type { Job } from '@regpipe/contracts';

import { Section } from '../../components/section.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useTerms } from '../../i18n/use-terms.ts';
import { JobStages } from '../../jobs/job-stages.tsx';
import { jobTexts } from '../../jobs/texts.ts';
import { useJob } from '../../loading/use-job.ts';
import { overviewTexts } from './texts.ts';

/** The job that works on a data set now, live. */
export function RunningJob({ job: known }: { readonly job: Job }) {
  const words = overviewTexts();
  const terms = useTerms();
  const { job = known, connection } = useJob(known.id);
  return (
    <Section title={words.running} actions={<a href={`/jobs/${job.id}`}>{words.toJob}</a>}>
      <p>
        <a href={`/jobs/${job.id}`}>
          <strong>{words.job(job.id)}</strong>
        </a>{' '}
        <StatusBadge status={job.status} />{' '}
        <span class="muted">
          {terms.modes[job.mode]} · <Time at={job.created_at} />
        </span>
      </p>
      <JobStages job={job} />
      {connection === 'lost' && (
        <p class="muted" role="status">
          {jobTexts().lost}
        </p>
      )}
    </Section>
  );
}
