import { isActive, type Job } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { listRejects, rejectsFileOf } from '../../api/jobs.ts';
import { Chart } from '../../components/chart.tsx';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { useCursorPages } from '../../components/use-cursor-pages.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { RejectTable } from './reject-table.tsx';
import { jobPageTexts } from './texts.ts';
import { TypeFilter } from './type-filter.tsx';

const PAGE_ROWS = 10;
const POLL_MS = 4_000;

/** The records that were rejected: how many of each type, and each with its text. */
export function RejectSection({ job }: { readonly job: Job }) {
  const words = jobPageTexts().rejects;
  const [type, setType] = useState<string>();
  const isRunning = isActive(job.status);
  const key = `${job.id} ${job.attempt} ${isRunning ? 'active' : 'settled'} ${type ?? ''}`;
  const pages = useCursorPages(key);
  const rejects = useResource(
    `${key} ${pages.cursor ?? ''}`,
    (signal) => listRejects(job.id, { type, cursor: pages.cursor, limit: PAGE_ROWS }, signal),
    { pollMs: isRunning ? POLL_MS : null },
  );
  // The types are those of the whole job, whatever is filtered: they stay while another page is on its way.
  const [types, setTypes] = useState(rejects.data?.by_type);
  if (rejects.data !== undefined && rejects.data.by_type !== types) setTypes(rejects.data.by_type);
  if (job.records_failed + job.records_duplicated === 0) return null;
  const choose = (chosen: string | undefined) => setType(chosen === type ? undefined : chosen);
  return (
    <Section
      title={words.title}
      actions={
        <a href={rejectsFileOf(job.id)} download>
          {words.download}
        </a>
      }
    >
      {types !== undefined && types.length > 1 && (
        <>
          <Chart
            label={words.chart}
            kind="horizontal-bar"
            categoryLabel={words.type}
            valueLabel={words.count}
            points={types.map(({ error_type: category, count: value }) => ({ category, value }))}
            selected={type}
            onSelect={choose}
          />
          <TypeFilter types={types} selected={type} onSelect={choose} />
        </>
      )}
      <Loaded resource={rejects}>
        {({ items, next_cursor: nextCursor }) => (
          <>
            <RejectTable rejects={items} />
            <Pager pages={pages} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
