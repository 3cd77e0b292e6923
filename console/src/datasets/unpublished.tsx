import { Empty } from '../components/empty.tsx';
import { inLanguages } from '../i18n/in-languages.ts';
import { mayOperate } from '../session/session.ts';
import { unpublishedEn } from './unpublished.en.ts';
import { unpublishedZhTW } from './unpublished.zh-TW.ts';

const texts = inLanguages(unpublishedEn, unpublishedZhTW);

/** Says that a data set has nothing to show yet, and how that changes. */
export function Unpublished({ dataset }: { readonly dataset: string }) {
  const words = texts();
  return (
    <div class="card">
      <Empty title={words.title}>
        {mayOperate() ? (
          <>
            <p>{words.operator}</p>
            <p>
              <a role="button" href={`/jobs/new?dataset=${encodeURIComponent(dataset)}`}>
                {words.start}
              </a>
            </p>
          </>
        ) : (
          <p>{words.viewer}</p>
        )}
        <p>
          {words.terminal} <code>./run etl</code>
        </p>
      </Empty>
    </div>
  );
}
