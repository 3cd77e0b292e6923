import { useEffect, useRef, useState } from 'preact/hooks';

import { ApiError } from '../api/api-error.ts';
import { ErrorNote } from '../components/error-note.tsx';
import { Field } from '../components/field.tsx';
import { inLanguages } from '../i18n/in-languages.ts';
import { Brand } from '../layout/brand.tsx';
import { Preferences } from '../layout/preferences.tsx';
import { shellTexts } from '../messages/shell.ts';
import { signInEn } from './sign-in.en.ts';
import { signInZhTW } from './sign-in.zh-TW.ts';
import { signIn } from './session.ts';

const texts = inLanguages(signInEn, signInZhTW);

/** Asks for a token; what is shown afterwards is the page whose address one came with. */
export function SignIn() {
  const words = texts();
  const [error, setError] = useState<unknown>();
  const [isMissing, setMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const title = shellTexts().pageTitle(words.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => input.current?.focus(), []);

  const submit = async () => {
    const token = input.current?.value.trim() ?? '';
    setMissing(token === '');
    setError(undefined);
    if (token === '') {
      input.current?.focus();
      return;
    }
    setBusy(true);
    try {
      await signIn(token);
    } catch (reason) {
      setError(reason);
      setBusy(false);
      if (reason instanceof ApiError && reason.code === 'UNAUTHORIZED') input.current?.select();
    }
  };
  return (
    <div class="sign-in">
      <header class="sign-in-head">
        <Brand />
        <Preferences />
      </header>
      <main class="card">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label={words.token} hint={words.hint} error={isMissing ? words.empty : undefined}>
            {(ids) => (
              <input
                {...ids}
                ref={input}
                type="password"
                name="token"
                autocomplete="off"
                spellcheck={false}
              />
            )}
          </Field>
          {error !== undefined && <ErrorNote error={error} />}
          <button type="submit" disabled={isBusy} aria-busy={isBusy}>
            {words.button}
          </button>
        </form>
        <details open>
          <summary>{words.where}</summary>
          <p>
            {words.local} {words.localText} <code>.regpipe/api-token</code>
          </p>
          <p>
            {words.other} <code>./run token add NAME --role operator</code>
          </p>
          <p class="muted">{words.roles}</p>
        </details>
      </main>
    </div>
  );
}
