import { NotFound } from '../../layout/not-found.tsx';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useJob } from '../../loading/use-job.ts';
import type { PageProps } from '../../page-definition.ts';
import { JobHead } from './job-head.tsx';
import { JobBody } from './job-body.tsx';
import { jobPageTexts } from './texts.ts';

/** One job, live while it runs. */
export function JobPage({ params }: PageProps) {
  const id = Number(params['id']);
  return Number.isSafeInteger(id) && id > 0 ? <FollowedJobPage id={id} /> : <NotFound />;
}

function FollowedJobPage({ id }: { readonly id: number }) {
  const { job, connection, error, update, retry } = useJob(id);
  const resource = { data: job, error, isLoading: job === undefined, refresh: retry };
  return (
    <>
      {job === undefined ? (
        <PageHeader title={jobPageTexts().title(id)} />
      ) : (
        <JobHead job={job} onChange={update} />
      )}
      <Loaded resource={resource}>{(known) => <JobBody job={known} isLost={connection === 'lost'} />}</Loaded>
    </>
  );
}
