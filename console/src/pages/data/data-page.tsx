import './data.css';

import type { Publication } from '@regpipe/contracts';

import { getDataset } from '../../api/datasets.ts';
import { Badge } from '../../components/badge.tsx';
import { Time } from '../../components/time.tsx';
import { datasetViewFor } from '../../datasets/dataset-views.ts';
import { Unpublished } from '../../datasets/unpublished.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { DatasetLinks } from './dataset-links.tsx';
import { dataTexts } from './texts.ts';

const POLL_MS = 15_000;
const BUILDING_POLL_MS = 3_000;

/** What is published of a data set, to be searched and looked at. */
export function DataPage({ query }: PageProps) {
  const words = dataTexts();
  const view = datasetViewFor(query);
  const { dataset: name } = view;
  const dataset = useResource(`dataset ${name}`, (signal) => getDataset(name, signal), {
    pollMs: (data) => (data?.live?.search_ready === false ? BUILDING_POLL_MS : POLL_MS),
  });
  const live = dataset.data?.live ?? null;
  return (
    <>
      <PageHeader title={words.title}>{live !== null && <LiveVersion live={live} />}</PageHeader>
      <DatasetLinks current={name} />
      <Loaded resource={dataset}>
        {(data) =>
          view.load === 'merge' ? (
            <view.Browse key={name} query={query} />
          ) : data.live === null ? (
            <Unpublished dataset={name} />
          ) : (
            <view.Browse key={name} live={data.live} query={query} />
          )
        }
      </Loaded>
    </>
  );
}

/** Of which version and day the data is, and how quickly it is searched. */
function LiveVersion({ live }: { readonly live: Publication }) {
  const words = dataTexts();
  const formats = useFormats();
  const { version, dataset, source_stamp: stamp, published_at: publishedAt, search_ready: isReady } = live;
  return (
    <p class="live-version">
      <a href={`/publications?dataset=${encodeURIComponent(dataset)}`}>{words.version(version)}</a>
      <span>{stamp === null ? words.unstamped : words.stamped(formats.day(stamp))}</span>
      <span>
        {words.published} <Time at={publishedAt} />
      </span>
      <span role="status">
        <Badge tone={isReady ? 'good' : 'active'}>{isReady ? words.searchReady : words.searchBuilding}</Badge>{' '}
        {!isReady && words.searchBuildingHint}
      </span>
    </p>
  );
}
