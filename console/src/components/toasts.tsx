import { signal } from '@preact/signals';

import { shellTexts } from '../messages/shell.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MS = 7_000;

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Says something in passing: that what was asked for is done. It goes by itself, and is read out. */
export function toast(text: string): void {
  lastId += 1;
  const id = lastId;
  toasts.value = [...toasts.value, { id, text }];
  window.setTimeout(() => dismiss(id), SHOWN_MS);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((shown) => shown.id !== id);
}

/** Where they appear. It is always there: what reads a page out listens to changes of what it knows already. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text }) => (
        <div key={id} class="toast">
          <span>{text}</span>
          <button
            type="button"
            class="toast-close"
            aria-label={shellTexts().dismiss}
            onClick={() => dismiss(id)}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
