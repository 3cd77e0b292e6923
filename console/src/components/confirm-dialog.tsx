import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { shellTexts } from '../messages/shell.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './error-note.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What is going to happen, and to what. */
  readonly children: ComponentChildren;
  /** The word on the button that does it. */
  readonly confirmLabel: string;
  /** Whether it takes something away. */
  readonly isDangerous?: boolean;
  /** Does it. An error is shown in the dialog, which stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is done, and says when that has failed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, isDangerous = false, onConfirm, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <button type="button" class="secondary outline" onClick={onClose}>
            {shellTexts().goBack}
          </button>
          <button
            type="button"
            class={isDangerous ? 'danger' : ''}
            disabled={isBusy}
            aria-busy={isBusy}
            onClick={() => void confirm()}
          >
            {confirmLabel}
          </button>
        </>
      }
    >
      {children}
      {error !== undefined && <ErrorNote error={error} />}
    </Dialog>
  );
}
