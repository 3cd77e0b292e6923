import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';

import { shellTexts } from '../messages/shell.ts';

/** A page that breaks says so, and leaves the way to the others. */
export function PageBoundary({ children }: { readonly children: ComponentChildren }) {
  const [error] = useErrorBoundary() as [unknown, () => void];
  if (error === undefined) return <>{children}</>;
  const words = shellTexts().broken;
  return (
    <div class="note note-bad" role="alert">
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}
