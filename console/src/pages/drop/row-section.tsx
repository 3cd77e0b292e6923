import type { Drop } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { listAudit } from '../../api/drops.ts';
import { rejectsFileOf } from '../../api/jobs.ts';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { useCursorPages } from '../../components/use-cursor-pages.ts';
import { isOver } from '../../drops/drop-status.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { RowTable } from './row-table.tsx';
import { dropPageTexts } from './texts.ts';

const PAGE_ROWS = 25;
const KINDS = ['all', 'error', 'warning'] as const;

type Kind = (typeof KINDS)[number];

/** Errors and warnings of single rows: they are told when the file's job has ended. */
export function RowSection({ drop }: { readonly drop: Drop }) {
  const words = dropPageTexts().rows;
  const [kind, setKind] = useState<Kind>('all');
  const key = `rows ${drop.id} ${drop.status} ${kind}`;
  const pages = useCursorPages(key);
  const found = useResource(`${key} ${pages.cursor ?? ''}`, (signal) =>
    listAudit(
      drop.id,
      { about: 'rows', severity: kind === 'all' ? undefined : kind },
      { cursor: pages.cursor, limit: PAGE_ROWS },
      signal,
    ),
  );
  // A file that was never read has no rows to speak of.
  if (drop.job_id === null) return null;
  return (
    <Section title={words.title} actions={<JobLinks jobId={drop.job_id} />}>
      <div class="type-filter" role="toolbar" aria-label={words.filter}>
        {KINDS.map((each) => (
          <button key={each} type="button" aria-pressed={each === kind} onClick={() => setKind(each)}>
            {words.kinds[each]}
          </button>
        ))}
      </div>
      <Loaded resource={found}>
        {({ items, next_cursor: nextCursor }) =>
          items.length === 0 ? (
            <p class="muted">{emptyText(drop, kind, words)}</p>
          ) : (
            <>
              <RowTable entries={items} />
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function JobLinks({ jobId }: { readonly jobId: number }) {
  const words = dropPageTexts().rows;
  return (
    <>
      <a href={`/jobs/${jobId}`}>{words.toJob}</a>
      <a href={rejectsFileOf(jobId)} download>
        {words.download}
      </a>
    </>
  );
}

function emptyText(
  drop: Drop,
  kind: Kind,
  words: Readonly<Record<'none' | 'noneYet' | 'noneOfKind' | 'noneFailed', string>>,
): string {
  if (!isOver(drop.status)) return words.noneYet;
  if (kind !== 'all') return words.noneOfKind;
  return drop.status === 'failed' ? words.noneFailed : words.none;
}
