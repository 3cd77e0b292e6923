import type { TimelineEntry } from '@regpipe/contracts';

import { getTimeline } from '../../api/jobs.ts';
import { Section } from '../../components/section.tsx';
import { TimelineItem } from '../../components/timeline-item.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { ifServed } from '../../loading/if-served.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { describeEntry } from './describe-entry.ts';
import { jobPageTexts } from './texts.ts';

const POLL_MS = 10_000;

export interface TimelineSectionProps {
  readonly jobId: number;
  /** Changes when something has happened that the timeline will hold. */
  readonly version: string;
}

/** What happened to a job, from its beginning. */
export function TimelineSection({ jobId, version }: TimelineSectionProps) {
  const words = jobPageTexts().timeline;
  const timeline = useResource(`timeline ${jobId}`, (signal) => ifServed(getTimeline(jobId, signal)), {
    pollMs: POLL_MS,
    refreshOn: version,
  });
  if (timeline.data === null) return null;
  return (
    <Section title={words.title}>
      <Loaded resource={timeline}>
        {(data) => (
          <ol class="timeline">
            {data?.items.map((entry, index) => (
              <Entry key={index} entry={entry} />
            ))}
          </ol>
        )}
      </Loaded>
    </Section>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const words = jobPageTexts().timeline;
  const { facts, ...told } = describeEntry(entry, words, useTerms(), useFormats());
  const attempt = entry.attempt > 1 ? [words.facts.attempt(String(entry.attempt))] : [];
  const kind = entry.type === 'status' ? 'status' : 'fact';
  return <TimelineItem at={entry.at} kind={kind} {...told} facts={[...facts, ...attempt]} />;
}
