import { now } from '../browser/now.ts';
import { useFormats } from '../i18n/use-formats.ts';

export interface TimeProps {
  readonly at: string;
  /** What stands in the text; the other stands in the tooltip. */
  readonly show?: 'relative' | 'absolute' | 'both';
}

/** A moment: how long ago, and when exactly. */
export function Time({ at, show = 'relative' }: TimeProps) {
  const formats = useFormats();
  const absolute = formats.moment(at);
  const relative = formats.relative(at, now.value);
  if (show === 'both') {
    return (
      <time dateTime={at}>
        {absolute} <span class="muted">({relative})</span>
      </time>
    );
  }
  const [text, title] = show === 'relative' ? [relative, absolute] : [absolute, relative];
  return (
    <time dateTime={at} title={title}>
      {text}
    </time>
  );
}
