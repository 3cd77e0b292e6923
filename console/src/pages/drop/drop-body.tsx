import type { Drop } from '@regpipe/contracts';

import { Section } from '../../components/section.tsx';
import { RecordCounts } from '../../jobs/record-counts.tsx';
import { tallyOf } from '../../jobs/tally.ts';
import { Warnings } from '../../jobs/warnings.tsx';
import { DropOutcome } from './drop-outcome.tsx';
import { DropProgress } from './drop-progress.tsx';
import { FileSection } from './file-section.tsx';
import { RowSection } from './row-section.tsx';
import { dropPageTexts } from './texts.ts';
import { WaySection } from './way-section.tsx';

/** Everything about a dropped file, the most urgent first. */
export function DropBody({ drop }: { readonly drop: Drop }) {
  return (
    <div class="stack">
      <DropOutcome drop={drop} />
      {drop.status === 'running' && drop.job_id !== null && <DropProgress jobId={drop.job_id} />}
      <div class="cards">
        <div class="stack">
          <Counts drop={drop} />
          <WaySection dropId={drop.id} version={`${drop.status} ${drop.attempt}`} />
        </div>
        <FileSection drop={drop} />
      </div>
      <RowSection drop={drop} />
    </div>
  );
}

/** What became of its rows, once its job has counted them. */
function Counts({ drop }: { readonly drop: Drop }) {
  const words = dropPageTexts();
  const { metadata, status } = drop;
  if (typeof metadata?.records_total !== 'number') return null;
  const tally = tallyOf({ ...metadata, status }, { total: metadata.records_total, totalIsEstimate: false });
  return (
    <Section title={words.counts}>
      <RecordCounts tally={tally} names={status === 'failed' ? { open: words.staged } : {}} />
      {status === 'success' && <Warnings warnings={metadata.warnings} />}
    </Section>
  );
}
