import { useFormats } from '../i18n/use-formats.ts';
import type { ShareName, Tally } from './tally.ts';
import { jobTexts } from './texts.ts';

export interface RecordCountsProps {
  readonly tally: Tally;
  /** What a share is called where the usual word would say too much. */
  readonly names?: Partial<Record<ShareName, string>>;
}

/** What became of the records, as parts of a bar and as a sum that everybody can check. */
export function RecordCounts({ tally, names = {} }: RecordCountsProps) {
  const words = jobTexts().counts;
  const formats = useFormats();
  const { total, totalIsEstimate, shares, addsUp } = tally;
  const sum = total ?? shares.reduce((all, { count }) => all + count, 0);
  return (
    <div class="counts">
      <div class="counts-bar" aria-hidden="true">
        {shares.map(({ name, count }) =>
          count === 0 ? null : (
            <span
              key={name}
              class={`counts-part counts-${name}`}
              style={{ flexGrow: String(count / Math.max(sum, 1)) }}
            />
          ),
        )}
      </div>
      <dl class="counts-sum">
        {total !== null && (
          <div class="counts-term">
            <dt>{words.total}</dt>
            <dd>
              <span class="counts-number">
                {totalIsEstimate ? words.about(formats.count(total)) : formats.count(total)}
              </span>
              {addsUp === true && (
                <span class="counts-check" title={words.addUp}>
                  {' ✓'}
                  <span class="visually-hidden">{words.addUp}</span>
                </span>
              )}
            </dd>
          </div>
        )}
        {shares.map(({ name, count }, index) => (
          <div key={name} class="counts-term">
            <dt>
              <span class={`counts-swatch counts-${name}`} aria-hidden="true" />
              {names[name] ?? words[name]}
            </dt>
            <dd>
              {(index > 0 || total !== null) && (
                <span class="counts-sign" aria-hidden="true">
                  {index === 0 ? '=' : '+'}
                </span>
              )}
              <span class="counts-number">{formats.count(count)}</span>
              {total !== null && total > 0 && count > 0 && (
                <span class="muted"> {formats.percent(count, total)}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {addsUp === false && (
        <p class="note note-bad" role="alert">
          {words.doNotAddUp}
        </p>
      )}
    </div>
  );
}
