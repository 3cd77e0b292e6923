import './publications.css';

import { useLocation } from 'preact-iso';

import { getPublications, type Publications } from '../../api/publications.ts';
import { Choice } from '../../components/field.tsx';
import { Unpublished } from '../../datasets/unpublished.tsx';
import { Unversioned } from '../../datasets/unversioned.tsx';
import { language } from '../../i18n/language.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { Compare } from './compare.tsx';
import { HistoryTable } from './history-table.tsx';
import { type Pair, readPair } from './history.ts';
import { LiveCard } from './live-card.tsx';
import { publicationsAddress } from './publications-address.ts';
import { RowCharts } from './row-charts.tsx';
import { publicationsTexts } from './texts.ts';

const POLL_MS = 10_000;

/** Every version that was published: what it held, what changed, and the way back. */
export function PublicationsPage({ query }: PageProps) {
  const words = publicationsTexts();
  const name = query['dataset'];
  const addressOfPair = (pair: Pair) => publicationsAddress(name, pair);
  const publications = useResource(name ?? '', (signal) => getPublications(name, signal), {
    pollMs: POLL_MS,
  });
  return (
    <>
      <PageHeader title={words.title} />
      <Loaded resource={publications}>
        {({ datasets, dataset }) => (
          <div class="stack">
            <DatasetChoice datasets={datasets} chosen={dataset.name} />
            {dataset.load === 'merge' ? (
              <Unversioned dataset={dataset.name} />
            ) : dataset.history.length === 0 ? (
              <Unpublished dataset={dataset.name} />
            ) : (
              <>
                <LiveCard dataset={dataset} refresh={publications.refresh} />
                <HistoryTable history={dataset.history} addressOfPair={addressOfPair} />
                <Compare
                  key={dataset.name}
                  dataset={dataset.name}
                  history={dataset.history}
                  pair={readPair(query)}
                  addressOfPair={addressOfPair}
                />
                <RowCharts history={dataset.history} />
              </>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Not there while there is one. */
function DatasetChoice({
  datasets,
  chosen,
}: {
  readonly datasets: Publications['datasets'];
  readonly chosen: string;
}) {
  const { route } = useLocation();
  if (datasets.length < 2) return null;
  return (
    <div class="filters">
      <Choice
        label={publicationsTexts().dataset}
        value={chosen}
        options={datasets.map(({ name, title }) => [name, title[language.value]] as const)}
        onChange={(name) => route(publicationsAddress(name))}
      />
    </div>
  );
}
