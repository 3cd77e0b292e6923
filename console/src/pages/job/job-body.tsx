import { isActive, type Job } from '@regpipe/contracts';

import { Section } from '../../components/section.tsx';
import { JobCounts } from '../../jobs/job-counts.tsx';
import { JobStages } from '../../jobs/job-stages.tsx';
import { jobTexts } from '../../jobs/texts.ts';
import { Warnings } from '../../jobs/warnings.tsx';
import { ChunkSection } from './chunk-section.tsx';
import { JobOutcome } from './job-outcome.tsx';
import { RejectSection } from './reject-section.tsx';
import { SourceSection } from './source-section.tsx';
import { TimelineSection } from './timeline-section.tsx';

export interface JobBodyProps {
  readonly job: Job;
  /** Whether what is shown may be out of date, as nothing more comes in. */
  readonly isLost: boolean;
}

/** Everything about a job, the most urgent first. */
export function JobBody({ job, isLost }: JobBodyProps) {
  const words = jobTexts();
  // What a skipped job had read when it ended is of no use to anyone.
  const hasRecords = job.status !== 'skipped';
  return (
    <div class="stack">
      {isLost && (
        <p class="note note-warn job-lost" role="status">
          {words.lost}
        </p>
      )}
      <JobOutcome job={job} />
      {hasRecords && (
        <div class="cards">
          <Section title={words.progress}>
            <JobStages job={job} />
          </Section>
          <Section title={words.counts.title}>
            <JobCounts job={job} />
            <Warnings warnings={job.warnings} />
          </Section>
        </div>
      )}
      <ChunkSection jobId={job.id} isActive={isActive(job.status)} />
      <RejectSection job={job} />
      <div class="cards">
        <SourceSection job={job} />
        <TimelineSection
          jobId={job.id}
          version={`${job.status} ${job.attempt} ${job.progress?.publish_step ?? ''}`}
        />
      </div>
    </div>
  );
}
