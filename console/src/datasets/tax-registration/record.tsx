import './tax-registration.css';

import { Empty } from '../../components/empty.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { RecordProps } from '../dataset-view.ts';
import { Branches } from './branches.tsx';
import { isNumber, listAddress } from './filter.ts';
import { findRegistration } from './find-registration.ts';
import { Industries } from './industries.tsx';
import { RegistrationFacts } from './registration-facts.tsx';
import { taxRegistrationTexts } from './texts.ts';

/** One business or branch: all that is known about it. */
export function Record({ recordKey, query }: RecordProps) {
  return isNumber(recordKey) ? (
    <Found ban={recordKey} after={query['after']} />
  ) : (
    <Malformed text={recordKey} />
  );
}

function Found({ ban, after }: { readonly ban: string; readonly after: string | undefined }) {
  const words = taxRegistrationTexts().record;
  const found = useResource(ban, (signal) => findRegistration(ban, signal));
  const name = found.data?.business_name;
  const title = name === undefined ? words.loading(ban) : visibleText(name);
  return (
    <>
      <PageHeader title={title} actions={<BackToList />} />
      <Loaded resource={found}>
        {(registration) =>
          registration === null ? (
            <div class="card">
              <Empty title={words.missing(ban)}>
                <p>{words.missingHint}</p>
                <p>
                  <a href={listAddress({ name: ban })}>{words.searchNames}</a>
                </p>
              </Empty>
            </div>
          ) : (
            <div class="stack">
              <div class="cards">
                <RegistrationFacts registration={registration} />
                <Industries industries={registration.industries} />
              </div>
              <Branches ban={ban} after={after} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Malformed({ text }: { readonly text: string }) {
  const words = taxRegistrationTexts().record;
  const shown = visibleText(text);
  return (
    <>
      <PageHeader title={words.malformed} actions={<BackToList />} />
      <p>{words.malformedHint(shown)}</p>
      <p>
        <a href={listAddress({ name: text })}>{words.searchNames}</a>
      </p>
    </>
  );
}

function BackToList() {
  return <a href={listAddress({})}>{taxRegistrationTexts().record.back}</a>;
}
