import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

import { shellTexts } from '../messages/shell.ts';

export interface DialogProps {
  readonly title: string;
  /** Called when it is closed, with Esc or the button. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons, at its foot. */
  readonly footer?: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus, Esc closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children, footer }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const latestOnClose = useRef(onClose);
  latestOnClose.current = onClose;
  // Before it is taken out of the page, as the focus cannot be led back from what is gone.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    const left = new AbortController();
    // A browser may insist on closing it, without asking first.
    dialog.addEventListener('close', () => latestOnClose.current(), { signal: left.signal });
    dialog.showModal();
    return () => {
      left.abort();
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <article>
        <header>
          <button type="button" class="dialog-close" aria-label={shellTexts().close} onClick={onClose}>
            ✕
          </button>
          <h2 id={id}>{title}</h2>
        </header>
        {children}
        {footer !== undefined && <footer>{footer}</footer>}
      </article>
    </dialog>
  );
}
