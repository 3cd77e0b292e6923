import { isActive, JOB_MODES, JOB_STATUSES } from '@regpipe/contracts';
import { useLocation } from 'preact-iso';

import { type JobFilter, listJobs } from '../../api/jobs.ts';
import { addressOf } from '../../api/request.ts';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { useCursorPages } from '../../components/use-cursor-pages.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { mayOperate } from '../../session/session.ts';
import { JobFilters } from './job-filters.tsx';
import { JobTable } from './job-table.tsx';
import { jobsPageTexts } from './texts.ts';

const PAGE_ROWS = 25;
const POLL_MS = 15_000;
const BUSY_POLL_MS = 2_000;

/** Every job, newest first. What is filtered stands in the address, so that it can be kept and sent. */
export function JobsPage({ query }: PageProps) {
  const words = jobsPageTexts();
  const { route } = useLocation();
  const filter = readFilter(query);
  const key = JSON.stringify(filter);
  const pages = useCursorPages(key);
  const jobs = useResource(
    `${key} ${pages.cursor ?? ''}`,
    (signal) => listJobs(filter, { cursor: pages.cursor, limit: PAGE_ROWS }, signal),
    {
      pollMs: (data) =>
        data?.items.some(({ status }) => isActive(status)) === true ? BUSY_POLL_MS : POLL_MS,
    },
  );
  const change = (next: JobFilter) => route(addressOf('/jobs', { ...next }), true);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={words.title}
        actions={
          mayOperate() && (
            <a role="button" href="/jobs/new">
              {words.start}
            </a>
          )
        }
      />
      <JobFilters filter={filter} onChange={change} />
      <div class="card">
        <Loaded resource={jobs}>
          {({ items, next_cursor: nextCursor }) =>
            items.length === 0 && pages.isFirst ? (
              <NoJobs isFiltered={isFiltered} onClear={() => change({})} />
            ) : (
              <>
                <JobTable jobs={items} />
                <Pager pages={pages} nextCursor={nextCursor} />
              </>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function NoJobs({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const words = jobsPageTexts();
  if (!isFiltered) {
    return (
      <Empty title={words.empty}>
        <p>{words.emptyHint}</p>
      </Empty>
    );
  }
  return (
    <Empty title={words.emptyFiltered}>
      <button type="button" class="secondary" onClick={onClear}>
        {words.filters.clear}
      </button>
    </Empty>
  );
}

function readFilter(query: PageProps['query']): JobFilter {
  return {
    status: JOB_STATUSES.find((status) => status === query['status']),
    mode: JOB_MODES.find((mode) => mode === query['mode']),
    dataset: query['dataset'],
  };
}
