import { listDatasets } from '../../api/datasets.ts';
import { datasetViews } from '../../datasets/dataset-views.ts';
import { language } from '../../i18n/language.ts';
import { useResource } from '../../loading/use-resource.ts';
import { dataTexts } from './texts.ts';

/** The way to other data sets; not there while there is one. */
export function DatasetLinks({ current }: { readonly current: string }) {
  return datasetViews.length < 2 ? null : <Links current={current} />;
}

function Links({ current }: { readonly current: string }) {
  const { data } = useResource('datasets', listDatasets);
  return (
    <nav class="dataset-links" aria-label={dataTexts().datasets}>
      {datasetViews.map(({ dataset }) => (
        <a
          key={dataset}
          href={`/data?dataset=${encodeURIComponent(dataset)}`}
          aria-current={dataset === current ? 'page' : undefined}
        >
          {data?.items.find(({ name }) => name === dataset)?.title[language.value] ?? dataset}
        </a>
      ))}
    </nav>
  );
}
