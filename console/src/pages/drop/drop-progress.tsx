import { Section } from '../../components/section.tsx';
import { JobStages } from '../../jobs/job-stages.tsx';
import { useJob } from '../../loading/use-job.ts';
import { dropPageTexts } from './texts.ts';

/** How far the job is that loads the file, live. */
export function DropProgress({ jobId }: { readonly jobId: number }) {
  const words = dropPageTexts();
  const { job } = useJob(jobId);
  if (job === undefined) return null;
  return (
    <Section title={words.progress} actions={<a href={`/jobs/${jobId}`}>{words.toJob}</a>}>
      <JobStages job={job} />
    </Section>
  );
}
