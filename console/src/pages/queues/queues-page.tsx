import { listStreams } from '../../api/streams.ts';
import { Empty } from '../../components/empty.tsx';
import { Section } from '../../components/section.tsx';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { ConsumerTable } from './consumer-table.tsx';
import { DeadChunks } from './dead-chunks.tsx';
import { StreamTable } from './stream-table.tsx';
import { queuesTexts } from './texts.ts';

const POLL_MS = 3_000;

/** What is on its way between the services, and what has not got through. */
export function QueuesPage() {
  const words = queuesTexts();
  const streams = useResource('streams', listStreams, { pollMs: POLL_MS });
  return (
    <>
      <PageHeader title={words.title} />
      <div class="stack">
        <Loaded resource={streams}>
          {({ items }) =>
            items.length === 0 ? (
              <div class="card">
                <Empty title={words.noStreams}>
                  <p>{words.noStreamsHint}</p>
                </Empty>
              </div>
            ) : (
              <>
                <Section title={words.streams}>
                  <StreamTable streams={items} />
                </Section>
                <Section title={words.readers}>
                  <ConsumerTable streams={items} />
                </Section>
              </>
            )
          }
        </Loaded>
        <DeadChunks />
      </div>
    </>
  );
}
