import { Empty } from '../components/empty.tsx';
import { inLanguages } from '../i18n/in-languages.ts';
import { unversionedEn } from './unversioned.en.ts';
import { unversionedZhTW } from './unversioned.zh-TW.ts';

const texts = inLanguages(unversionedEn, unversionedZhTW);

/** Says that a data set is not published in versions, and where to look instead. */
export function Unversioned({ dataset }: { readonly dataset: string }) {
  const words = texts();
  const query = `dataset=${encodeURIComponent(dataset)}`;
  return (
    <div class="card">
      <Empty title={words.title}>
        <p>{words.text}</p>
        <p>
          <a href={`/drops?${query}`}>{words.drops}</a> · <a href={`/data?${query}`}>{words.data}</a>
        </p>
      </Empty>
    </div>
  );
}
