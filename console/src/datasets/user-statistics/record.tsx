import { Empty } from '../../components/empty.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { RecordProps } from '../dataset-view.ts';
import { LIST_ADDRESS } from './addresses.ts';
import { findUserStatistics } from './api.ts';
import { userStatisticsTexts } from './texts.ts';

/** What the newest file says of one user. */
export function Record({ recordKey }: Pick<RecordProps, 'recordKey'>) {
  const words = userStatisticsTexts();
  const formats = useFormats();
  const found = useResource(recordKey, (signal) => findUserStatistics(recordKey, signal));
  return (
    <>
      <PageHeader
        title={words.title(visibleText(recordKey))}
        actions={<a href={LIST_ADDRESS}>{words.back}</a>}
      />
      <Loaded resource={found}>
        {(statistics) =>
          statistics === null ? (
            <div class="card">
              <Empty title={words.none}>
                <p>{words.noneHint}</p>
              </Empty>
            </div>
          ) : (
            <Section title={words.facts}>
              <Facts
                items={[
                  [words.logins, formats.count(statistics.login_count)],
                  [words.posts, formats.count(statistics.post_count)],
                  [words.updated, <Time at={statistics.updated_at} show="both" />],
                ]}
              />
            </Section>
          )
        }
      </Loaded>
    </>
  );
}
