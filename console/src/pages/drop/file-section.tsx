import type { Drop } from '@regpipe/contracts';

import { Facts } from '../../components/facts.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Section } from '../../components/section.tsx';
import { DIRECTORY } from '../../drops/directory.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { dropPageTexts } from './texts.ts';

/** What the file was, where it lies now with its report, and who works on it. */
export function FileSection({ drop }: { readonly drop: Drop }) {
  const words = dropPageTexts().file;
  const formats = useFormats();
  const { metadata, job_id: jobId } = drop;
  const code = (text: string | null) =>
    text === null ? null : (
      <code class="digest">
        <ForeignText text={text} />
      </code>
    );
  const time = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? null : formats.duration(seconds);
  const bytes = metadata?.file_bytes ?? null;
  return (
    <Section title={words.title}>
      <Facts
        items={[
          [words.place, code(drop.object_key)],
          [words.bucket, drop.bucket === DIRECTORY ? words.directory : <ForeignText text={drop.bucket} />],
          [words.movedTo, code(drop.moved_to)],
          [words.report, code(drop.report_key)],
          [words.job, jobId === null ? null : <a href={`/jobs/${jobId}`}>{words.jobName(jobId)}</a>],
          [words.owner, drop.owner === null ? null : <ForeignText text={drop.owner} />],
          [words.attempts, drop.attempt > 1 ? words.attemptsValue(formats.count(drop.attempt)) : null],
          [words.arrivals, drop.arrivals > 1 ? words.times(formats.count(drop.arrivals)) : null],
          [words.waited, time(metadata?.seconds_waiting)],
          [words.loaded, time(metadata?.seconds_loading)],
          [words.total, time(metadata?.seconds_total)],
          [words.size, bytes === null ? null : formats.bytes(bytes)],
          [words.etag, code(drop.etag)],
          [words.sha256, code(metadata?.sha256 ?? null)],
        ]}
      />
    </Section>
  );
}
