import type { AuditEntry } from '@regpipe/contracts';

import { listAudit } from '../../api/drops.ts';
import { Section } from '../../components/section.tsx';
import { TimelineItem } from '../../components/timeline-item.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { describeStep } from './describe-step.ts';
import { dropPageTexts } from './texts.ts';

/** As many as the API gives at once: of a file as a whole there are about ten. */
const MOST = 500;
const POLL_MS = 10_000;

export interface WaySectionProps {
  readonly dropId: number;
  /** Changes when something has happened that the log will hold. */
  readonly version: string;
}

/** What was done about the file, from its arrival on. */
export function WaySection({ dropId, version }: WaySectionProps) {
  const words = dropPageTexts().way;
  const log = useResource(
    `way ${dropId}`,
    (signal) => listAudit(dropId, { about: 'file' }, { limit: MOST }, signal),
    { pollMs: POLL_MS, refreshOn: version },
  );
  return (
    <Section title={words.title}>
      <Loaded resource={log}>
        {({ items, next_cursor: nextCursor }) => (
          <>
            <ol class="timeline">
              {items.map((entry) => (
                <Step key={entry.id} entry={entry} />
              ))}
            </ol>
            {nextCursor !== null && <p class="muted">{words.more}</p>}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Step({ entry }: { readonly entry: AuditEntry }) {
  const told = describeStep(entry, dropPageTexts().way, useFormats());
  return <TimelineItem at={entry.at} kind={entry.severity} {...told} />;
}
