import { useFormats } from '../i18n/use-formats.ts';
import { jobTexts } from './texts.ts';

/** What was noticed about records that were loaded all the same, by code. */
export function Warnings({ warnings }: { readonly warnings: Readonly<Record<string, number>> }) {
  const words = jobTexts().warnings;
  const formats = useFormats();
  const rows = Object.entries(warnings).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <div class="warnings">
      <h3>{words.title}</h3>
      <p class="muted">{words.hint}</p>
      <ul>
        {rows.map(([code, count]) => (
          <li key={code}>
            <code>{code}</code> <strong>{formats.count(count)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
