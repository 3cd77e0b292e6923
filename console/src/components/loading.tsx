import { shellTexts } from '../messages/shell.ts';

/** Something is on its way. */
export function Loading() {
  return (
    <p class="loading" aria-busy="true" role="status">
      {shellTexts().loading}
    </p>
  );
}
