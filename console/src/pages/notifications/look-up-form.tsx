import { useState } from 'preact/hooks';

import type { Question } from '../../api/notifications.ts';
import { IdField } from '../../components/id-field.tsx';
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
        <IdField
          label={words.labels[by]}
          hint={words.hints[by]}
          error={isMissing && id.trim() === '' ? words.missing : undefined}
          name="id"
          longest={LONGEST_ID}
          value={id}
          onInput={setId}
        />
        <button type="submit">{words.button}</button>
      </form>
    </search>
  );
}
