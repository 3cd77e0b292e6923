import type { DatasetSummary } from '../../api/datasets.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Time } from '../../components/time.tsx';
import { overviewTexts } from './texts.ts';

/** The newest job of a data set, and how it is or went. */
export function LastJob({ job }: { readonly job: DatasetSummary['last_job'] }) {
  const words = overviewTexts();
  if (job === null) return <>{words.noJob}</>;
  return (
    <>
      <a href={`/jobs/${job.id}`}>{words.job(job.id)}</a> <StatusBadge status={job.status} />{' '}
      <Time at={job.completed_at ?? job.created_at} />
    </>
  );
}
