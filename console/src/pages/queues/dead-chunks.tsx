import { useState } from 'preact/hooks';

import { redriveJob } from '../../api/jobs.ts';
import { listDeadChunks } from '../../api/streams.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { toast } from '../../components/toasts.tsx';
import { useCursorPages } from '../../components/use-cursor-pages.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { DeadChunkTable } from './dead-chunk-table.tsx';
import { queuesTexts } from './texts.ts';

const PAGE_ROWS = 25;
const POLL_MS = 5_000;

/** Chunks that failed every delivery, and driving a job's again. */
export function DeadChunks() {
  const words = queuesTexts();
  const pages = useCursorPages('dead');
  const [asked, setAsked] = useState<number>();
  const dead = useResource(
    `dead ${pages.cursor ?? ''}`,
    (signal) => listDeadChunks({ cursor: pages.cursor, limit: PAGE_ROWS }, signal),
    { pollMs: POLL_MS },
  );
  return (
    <Section title={words.dead}>
      <Loaded resource={dead}>
        {({ items, next_cursor: nextCursor }) =>
          items.length === 0 && pages.isFirst ? (
            <Empty title={words.noDead}>
              <p>{words.noDeadHint}</p>
            </Empty>
          ) : (
            <>
              <p class="muted">{words.deadHint}</p>
              <DeadChunkTable chunks={items} onRedrive={setAsked} />
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
      {asked !== undefined && (
        <ConfirmDialog
          title={words.redriveTitle(asked)}
          confirmLabel={words.redrive}
          onConfirm={async () => {
            await redriveJob(asked);
            toast(words.redriving(asked));
            setAsked(undefined);
            dead.refresh();
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{words.redriveText}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
