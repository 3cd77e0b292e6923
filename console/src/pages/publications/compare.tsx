import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { HistoryEntry } from '../../api/datasets.ts';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ComparisonResult } from './comparison-result.tsx';
import { type Pair, statesOf, usualPair } from './history.ts';
import { publicationsTexts } from './texts.ts';

export interface CompareProps {
  readonly dataset: string;
  readonly history: readonly HistoryEntry[];
  /** What the address asks for. */
  readonly pair: Pair | undefined;
  /** Where two versions are compared. */
  readonly addressOfPair: (pair: Pair) => string;
}

/** Two versions to choose, and what has changed between them. */
export function Compare({ dataset, history, pair, addressOfPair }: CompareProps) {
  const words = publicationsTexts().compare;
  const { route } = useLocation();
  const target = useRef<HTMLDivElement>(null);
  const key = pair === undefined ? '' : `${pair.from} ${pair.to}`;
  const isFirst = useRef(true);
  useEffect(() => {
    // A link of the history asks for what is shown down here.
    const isByLink = document.activeElement instanceof HTMLAnchorElement;
    if (!isFirst.current && isByLink && pair !== undefined) target.current?.focus();
    isFirst.current = false;
  }, [key]);
  const usual = usualPair(history);
  return (
    <div ref={target} tabIndex={-1} class="focus-target">
      <Section title={words.title}>
        {usual === undefined ? (
          <p class="muted">{words.onlyOne}</p>
        ) : (
          <>
            <CompareForm
              key={key}
              history={history}
              preset={pair ?? usual}
              onSubmit={(chosen) => route(addressOfPair(chosen))}
            />
            {pair !== undefined && <ComparisonResult dataset={dataset} history={history} pair={pair} />}
          </>
        )}
      </Section>
    </div>
  );
}

interface CompareFormProps {
  readonly history: readonly HistoryEntry[];
  readonly preset: Pair;
  readonly onSubmit: (pair: Pair) => void;
}

function CompareForm({ history, preset, onSubmit }: CompareFormProps) {
  const words = publicationsTexts().compare;
  const [pair, setPair] = useState(preset);
  const [isSubmitted, setSubmitted] = useState(false);
  const isSame = pair.from === pair.to;
  const choice = (side: 'from' | 'to') => (
    <Field label={words[side]} error={isSame && isSubmitted && side === 'to' ? words.same : undefined}>
      {(ids) => (
        <select
          {...ids}
          value={pair[side]}
          onChange={({ currentTarget }) => setPair({ ...pair, [side]: Number(currentTarget.value) })}
        >
          {history.map((entry) => (
            <VersionOption key={entry.version} entry={entry} />
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form
      class="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (!isSame) onSubmit(pair);
      }}
    >
      {choice('from')}
      {choice('to')}
      <button type="submit">{words.button}</button>
    </form>
  );
}

function VersionOption({ entry }: { readonly entry: HistoryEntry }) {
  const { compare, history } = publicationsTexts();
  const formats = useFormats();
  const states = statesOf(entry)
    .map((state) => history.states[state])
    .join(', ');
  return (
    <option value={entry.version}>
      {compare.option(entry.version, formats.day(entry.published_at.slice(0, 10)), states)}
    </option>
  );
}
