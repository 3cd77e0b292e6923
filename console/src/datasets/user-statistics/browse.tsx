import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { IdField } from '../../components/id-field.tsx';
import { DROPS_ADDRESS, recordAddress } from './addresses.ts';
import { userStatisticsTexts } from './texts.ts';

/** As the API has it. */
const LONGEST_ID = 200;

/** Looks one user up: the API has no list of all of them. */
export function Browse() {
  const words = userStatisticsTexts();
  const { route } = useLocation();
  const [id, setId] = useState('');
  const [isMissing, setMissing] = useState(false);
  const isEmpty = id.trim() === '';
  return (
    <div class="stack">
      <search aria-label={words.search} class="card">
        <form
          class="form-card"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setMissing(isEmpty);
            if (!isEmpty) route(recordAddress(id.trim()));
          }}
        >
          <IdField
            label={words.id}
            hint={words.idHint}
            error={isMissing && isEmpty ? words.missing : undefined}
            name="user"
            longest={LONGEST_ID}
            value={id}
            onInput={setId}
          />
          <div class="button-row">
            <button type="submit">{words.button}</button>
          </div>
        </form>
      </search>
      <p class="muted">
        {words.about} <a href={DROPS_ADDRESS}>{words.drops}</a>
      </p>
    </div>
  );
}
