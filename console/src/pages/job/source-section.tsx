import type { Job } from '@regpipe/contracts';

import { Facts } from '../../components/facts.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { shellTexts } from '../../messages/shell.ts';
import { jobPageTexts } from './texts.ts';

/** What the job reads, and how it was asked to. */
export function SourceSection({ job }: { readonly job: Job }) {
  const words = jobPageTexts().source;
  const { yes } = shellTexts();
  const formats = useFormats();
  const foreign = (text: string | null) => (text === null ? null : <ForeignText text={text} />);
  return (
    <Section title={words.title}>
      <Facts
        items={[
          [words.address, <ForeignText text={job.data_source_url} />],
          [words.size, job.source_bytes === null ? null : formats.bytes(job.source_bytes)],
          [words.stamp, job.source_stamp === null ? null : formats.day(job.source_stamp)],
          [words.modified, foreign(job.source_last_modified)],
          [words.etag, foreign(job.source_etag)],
          [words.sha256, job.source_sha256 === null ? null : <code class="digest">{job.source_sha256}</code>],
          [words.limit, job.record_limit === null ? null : words.limitValue(formats.count(job.record_limit))],
          [words.chunk, formats.bytes(job.batch_size)],
          [words.chunkRecords, job.chunk_size === null ? null : formats.count(job.chunk_size)],
          [words.forced, job.forced ? yes : null],
          [words.accepted, job.accepted ? yes : null],
          [words.created, <Time at={job.created_at} show="absolute" />],
          [
            words.completed,
            job.completed_at === null ? null : <Time at={job.completed_at} show="absolute" />,
          ],
          [words.heartbeat, job.completed_at === null ? <Time at={job.heartbeat_at} /> : null],
        ]}
      />
    </Section>
  );
}
