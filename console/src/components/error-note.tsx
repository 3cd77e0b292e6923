import { describeError } from '../messages/describe-error.ts';
import { shellTexts } from '../messages/shell.ts';
import { ForeignText } from './foreign-text.tsx';

export interface ErrorNoteProps {
  readonly error: unknown;
  /** Tries again what has failed. */
  readonly retry?: () => void;
}

/** What went wrong, what to do next, and a button to try again. */
export function ErrorNote({ error, retry }: ErrorNoteProps) {
  const words = shellTexts();
  const { message, next, code, badFields } = describeError(error);
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>
          <ForeignText text={message} />
        </strong>
      </p>
      {badFields.length > 0 && (
        <ul>
          {badFields.map(({ field, message: said }) => (
            <li key={field}>
              <code>{field}</code>: <ForeignText text={said} />
            </li>
          ))}
        </ul>
      )}
      <p>
        {words.next} {next} {code !== undefined && <span class="muted">({code})</span>}
      </p>
      {retry !== undefined && (
        <button type="button" class="secondary" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
