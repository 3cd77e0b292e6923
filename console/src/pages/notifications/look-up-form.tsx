import { useState } from 'preact/hooks';

import type { Question } from '../../api/notifications.ts';
import { Field } from '../../components/field.tsx';
import { RadioChoice } from '../../components/radio-choice.tsx';
import { type AskedQuestion, QUESTIONS } from './question.ts';
import { notificationsTexts } from './texts.ts';

/** As the API has it. */
const LONGEST_ID = 128;

export interface LookUpFormProps {
  readonly kind: Question;
  readonly id: string;
  readonly onAsk: (question: AskedQuestion) => void;
}

/** What to look for; nothing is sent before it is submitted. */
export function LookUpForm({ kind, id: asked, onAsk }: LookUpFormProps) {
  const words = notificationsTexts().search;
  const [by, setBy] = useState(kind);
  const [id, setId] = useState(asked);
  const [isMissing, setMissing] = useState(false);
  return (
    <search aria-label={words.title} class="card">
      <form
        class="look-up"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(id.trim() === '');
          if (id.trim() !== '') onAsk({ by, id: id.trim() });
        }}
      >
        <RadioChoice
          label={words.by}
          name="by"
          value={by}
          options={QUESTIONS.map((each) => [each, words.kinds[each]] as const)}
          onChange={setBy}
        />
        <Field
          label={words.labels[by]}
          hint={words.hints[by]}
          error={isMissing && id.trim() === '' ? words.missing : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              name="id"
              type="search"
              maxLength={LONGEST_ID}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={id}
              onInput={({ currentTarget }) => setId(currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit">{words.button}</button>
      </form>
    </search>
  );
}
