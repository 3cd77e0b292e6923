import { listDatasets } from '../../api/datasets.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { mayOperate } from '../../session/session.ts';
import { JobForm } from './job-form.tsx';
import { startJobTexts } from './texts.ts';

/** Starts a job. The address may say which data set: `?dataset=`. */
export function StartJobPage({ query }: PageProps) {
  const words = startJobTexts();
  const datasets = useResource('datasets', listDatasets);
  return (
    <>
      <PageHeader title={words.title} />
      <div class="card form-card">
        {mayOperate() ? (
          <Loaded resource={datasets}>
            {({ items }) => <JobForm datasets={items} preset={query['dataset']} />}
          </Loaded>
        ) : (
          <p>{words.mayNot}</p>
        )}
      </div>
      <p class="form-foot">
        <a href="/jobs">← {words.back}</a>
      </p>
    </>
  );
}
