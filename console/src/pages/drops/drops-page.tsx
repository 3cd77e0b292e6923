import './drops.css';

import { useLocation } from 'preact-iso';

import { type DropFilter, listDrops } from '../../api/drops.ts';
import { addressOf } from '../../api/request.ts';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { useCursorPages } from '../../components/use-cursor-pages.ts';
import { DROP_STATUSES, isOver } from '../../drops/drop-status.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { DropFilters } from './drop-filters.tsx';
import { DropTable } from './drop-table.tsx';
import { HowToDrop } from './how-to-drop.tsx';
import { dropsPageTexts } from './texts.ts';

const PAGE_ROWS = 25;
const POLL_MS = 5_000;
const BUSY_POLL_MS = 1_000;

/** Every dropped file, newest first. What is filtered stands in the address, so that it can be kept and sent. */
export function DropsPage({ query }: PageProps) {
  const words = dropsPageTexts();
  const { route } = useLocation();
  const filter = readFilter(query);
  const key = JSON.stringify(filter);
  const pages = useCursorPages(key);
  const drops = useResource(
    `${key} ${pages.cursor ?? ''}`,
    (signal) => listDrops(filter, { cursor: pages.cursor, limit: PAGE_ROWS }, signal),
    { pollMs: (data) => (data?.items.some(({ status }) => !isOver(status)) ? BUSY_POLL_MS : POLL_MS) },
  );
  const change = (next: DropFilter) => route(addressOf('/drops', { ...next }), true);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={words.title} />
      <DropFilters key={filter.name ?? ''} filter={filter} onChange={change} />
      <div class="card">
        <Loaded resource={drops}>
          {({ items, next_cursor: nextCursor }) =>
            items.length === 0 && pages.isFirst ? (
              isFiltered ? (
                <Empty title={words.emptyFiltered}>
                  <button type="button" class="secondary" onClick={() => change({})}>
                    {words.filters.clear}
                  </button>
                </Empty>
              ) : (
                <HowToDrop />
              )
            ) : (
              <>
                <DropTable drops={items} />
                <Pager pages={pages} nextCursor={nextCursor} />
              </>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function readFilter(query: PageProps['query']): DropFilter {
  return {
    status: DROP_STATUSES.find((status) => status === query['status']),
    dataset: query['dataset'],
    name: query['name'],
  };
}
