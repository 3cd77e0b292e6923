import { toast } from '../components/toasts.tsx';
import { describeError } from '../messages/describe-error.ts';
import { shellTexts } from '../messages/shell.ts';
import { currentSession, signOut } from '../session/session.ts';

/** Who is signed in, and the way out. */
export function Account() {
  const words = shellTexts();
  const session = currentSession();
  if (session === undefined) return null;
  const leave = () => {
    signOut().catch((error: unknown) => toast(describeError(error).message));
  };
  return (
    <div class="account">
      <span class="account-name" title={words.signedInAs(session.name, words.roles[session.role])}>
        {session.name} <span class="muted">{words.roles[session.role]}</span>
      </span>
      <a class="quiet" href="/docs" target="_blank" rel="noreferrer">
        {words.apiDocs}
      </a>
      <button type="button" class="quiet" onClick={leave}>
        {words.signOut}
      </button>
    </div>
  );
}
