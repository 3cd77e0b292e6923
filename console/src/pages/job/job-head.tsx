import { isActive, type Job } from '@regpipe/contracts';

import { StatusBadge } from '../../components/status-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { mayOperate } from '../../session/session.ts';
import { JobActions } from './job-actions.tsx';
import { jobPageTexts } from './texts.ts';

export interface JobHeadProps {
  readonly job: Job;
  /** Called with the job as an action has left it. */
  readonly onChange: (job: Job) => void;
}

/** Which job this is, its state, and what may be done with it. */
export function JobHead({ job, onChange }: JobHeadProps) {
  const words = jobPageTexts();
  const formats = useFormats();
  const terms = useTerms();
  const time = job.seconds === null ? null : formats.duration(job.seconds);
  const facts = [
    job.dataset,
    terms.modes[job.mode],
    job.attempt > 1 ? words.attempt(job.attempt) : null,
    job.repair === null ? null : words.repairing,
  ].filter((fact) => fact !== null);
  return (
    <PageHeader
      title={words.title(job.id)}
      beside={<StatusBadge status={job.status} />}
      actions={mayOperate() && <JobActions job={job} onChange={onChange} />}
    >
      {facts.join(' · ')} · {words.startedAt} <Time at={job.created_at} />
      {time !== null && ` · ${isActive(job.status) ? words.runsFor(time) : words.took(time)}`}
    </PageHeader>
  );
}
