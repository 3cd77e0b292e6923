import { Fragment } from 'preact';

import { listDatasets } from '../../api/datasets.ts';
import { listSchedules } from '../../api/schedules.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { ifServed } from '../../loading/if-served.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { DatasetCard } from './dataset-card.tsx';
import { MergedDatasetCard } from './merged-dataset-card.tsx';
import { RunningJob } from './running-job.tsx';
import { SystemCard } from './system-card.tsx';
import { overviewTexts } from './texts.ts';

const POLL_MS = 3_000;
const SCHEDULE_POLL_MS = 30_000;

/** Is the data fresh, does something run, and is everybody there? */
export function OverviewPage() {
  const datasets = useResource('datasets', listDatasets, { pollMs: POLL_MS });
  const schedules = useResource('schedules', (signal) => ifServed(listSchedules(signal)), {
    pollMs: SCHEDULE_POLL_MS,
  });
  return (
    <>
      <PageHeader title={overviewTexts().title} />
      <div class="stack">
        <Loaded resource={datasets}>
          {({ items }) =>
            items.map((dataset) => (
              <Fragment key={dataset.name}>
                {dataset.running_job !== null && <RunningJob job={dataset.running_job} />}
                {dataset.load === 'merge' ? (
                  <MergedDatasetCard dataset={dataset} />
                ) : (
                  <DatasetCard dataset={dataset} schedules={schedules.data?.items ?? []} />
                )}
              </Fragment>
            ))
          }
        </Loaded>
        <SystemCard />
      </div>
    </>
  );
}
