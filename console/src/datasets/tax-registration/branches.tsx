import { useLocation } from 'preact-iso';

import { addressOf } from '../../api/request.ts';
import { addressPages } from '../../components/address-pages.ts';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { listRegistrations } from './api.ts';
import { recordAddress } from './filter.ts';
import { RegistrationTable } from './registration-table.tsx';
import { taxRegistrationTexts } from './texts.ts';

const PAGE_ROWS = 20;

export interface BranchesProps {
  /** Of the headquarters. */
  readonly ban: string;
  readonly after: string | undefined;
}

/** What names a business as its headquarters, page by page. */
export function Branches({ ban, after }: BranchesProps) {
  const words = taxRegistrationTexts().record;
  const { route } = useLocation();
  const address = recordAddress(ban);
  const pages = addressPages(address, after, (next) => route(addressOf(address, { after: next })));
  const branches = useResource(`${ban} ${after ?? ''}`, (signal) =>
    listRegistrations({ headquarters: ban }, { cursor: after, limit: PAGE_ROWS }, signal),
  );
  return (
    <Section title={words.branches}>
      <Loaded resource={branches}>
        {({ items, next_cursor: nextCursor }) =>
          items.length === 0 && pages.isFirst ? (
            <p class="muted">{words.noBranches}</p>
          ) : (
            <>
              <RegistrationTable caption={words.branchesTable(ban)} rows={items} />
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
