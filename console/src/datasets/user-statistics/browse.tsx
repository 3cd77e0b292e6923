import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { Field } from '../../components/field.tsx';
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
          <Field
            label={words.id}
            hint={words.idHint}
            error={isMissing && isEmpty ? words.missing : undefined}
          >
            {(ids) => (
              <input
                {...ids}
                name="user"
                type="search"
                maxLength={LONGEST_ID}
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                value={id}
                onInput={({ currentTarget }) => setId(currentTarget.value)}
              />
            )}
          </Field>
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
