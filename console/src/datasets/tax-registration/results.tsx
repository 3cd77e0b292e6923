import { useLocation } from 'preact-iso';

import type { Page } from '../../api/jobs.ts';
import { addressPages } from '../../components/address-pages.ts';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { listRegistrations, type Registration } from './api.ts';
import { isFiltered, listAddress, type RegistrationFilter } from './filter.ts';
import { RegistrationTable } from './registration-table.tsx';
import { taxRegistrationTexts } from './texts.ts';

const PAGE_ROWS = 25;

export interface ResultsProps {
  readonly filter: RegistrationFilter;
  readonly after: string | undefined;
  /** Changes with what is live. */
  readonly content: string;
}

/** The businesses that fit, page by page. */
export function Results({ filter, after, content }: ResultsProps) {
  const words = taxRegistrationTexts().results;
  const { route } = useLocation();
  const pages = addressPages(listAddress(filter), after, (next) => route(listAddress(filter, next)));
  const found = useResource(`${content} ${listAddress(filter, after)}`, (signal) =>
    listRegistrations(filter, { cursor: after, limit: PAGE_ROWS }, signal),
  );
  return (
    <Section title={isFiltered(filter) ? words.title : words.all} class="results">
      {/* Always there, so that what it comes to say is read out. */}
      <p class="muted" role="status">
        {found.data !== undefined && found.data.items.length > 0 && (
          <Extent page={found.data} isFirst={after === undefined} />
        )}
      </p>
      <Loaded resource={found}>
        {(page) =>
          page.items.length === 0 ? (
            <NothingFound filter={filter} isFirst={after === undefined} />
          ) : (
            <>
              <RegistrationTable caption={words.table} rows={page.items} />
              <Pager pages={pages} nextCursor={page.next_cursor} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function Extent({ page, isFirst }: { readonly page: Page<Registration>; readonly isFirst: boolean }) {
  const words = taxRegistrationTexts().results;
  const { length } = page.items;
  const count = useFormats().count(length);
  if (!isFirst) return <>{words.further(count, length === 1)}</>;
  return <>{page.next_cursor === null ? words.only(count, length === 1) : words.first(count)}</>;
}

function NothingFound({
  filter,
  isFirst,
}: {
  readonly filter: RegistrationFilter;
  readonly isFirst: boolean;
}) {
  const words = taxRegistrationTexts().results;
  if (!isFirst) {
    return (
      <Empty title={words.past}>
        <p>
          <a href={listAddress(filter)}>{words.toFirst}</a>
        </p>
      </Empty>
    );
  }
  const hasOthers = filter.industry !== undefined || filter.city !== undefined;
  return (
    <Empty title={words.none}>
      <p>
        {filter.name !== undefined && words.noneHint} {hasOthers && words.noneFiltered}
      </p>
    </Empty>
  );
}
