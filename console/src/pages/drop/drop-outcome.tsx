import type { Drop } from '@regpipe/contracts';

import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { nextStepOf } from '../../messages/next-steps.ts';
import { shellTexts } from '../../messages/shell.ts';
import { dropPageTexts } from './texts.ts';

/** What came of the file, in words, and what to do next. Not there while it is worked on. */
export function DropOutcome({ drop }: { readonly drop: Drop }) {
  const words = dropPageTexts().outcome;
  const formats = useFormats();
  const { status, metadata, retry_at: retryAt } = drop;
  const failedRows = metadata?.records_failed ?? 0;
  switch (status) {
    case 'success':
      return (
        <p class={`note ${failedRows === 0 ? 'note-good' : 'note-warn'} job-outcome`}>
          <strong>{failedRows === 0 ? words.success : words.successExcept(formats.count(failedRows))}</strong>
        </p>
      );
    case 'failed':
      return <Failure drop={drop} />;
    case 'waiting':
      return (
        <p class={`note ${retryAt === null ? '' : 'note-warn'} job-outcome`} role="status">
          {retryAt === null ? (
            words.waiting
          ) : (
            <>
              {words.retrying} <Time at={retryAt} />
            </>
          )}
        </p>
      );
    case 'running':
    case 'finishing':
      return null;
  }
}

function Failure({ drop }: { readonly drop: Drop }) {
  const { error_code: code, error_message: message } = drop;
  const next = nextStepOf(code ?? '');
  return (
    <div class="note note-bad job-outcome">
      <p>
        <strong>{dropPageTexts().outcome.failed}</strong>
      </p>
      {message !== null && (
        <p>
          <ForeignText text={message} /> {code !== null && <span class="muted">({code})</span>}
        </p>
      )}
      {next !== undefined && (
        <p>
          {shellTexts().next} {next}
        </p>
      )}
    </div>
  );
}
