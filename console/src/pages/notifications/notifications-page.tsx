import './notifications.css';

import { useLocation } from 'preact-iso';

import { PageHeader } from '../../layout/page-header.tsx';
import type { PageProps } from '../../page-definition.ts';
import { AnswerSection } from './answer-section.tsx';
import { LookUpForm } from './look-up-form.tsx';
import { ProjectionCard } from './projection-card.tsx';
import { kindOf, questionAddress, readQuestion } from './question.ts';
import { notificationsTexts } from './texts.ts';

/** Looks up what became of push notifications. What is asked stands in the address: `?by=user&id=…`. */
export function NotificationsPage({ query }: PageProps) {
  const { route } = useLocation();
  const question = readQuestion(query);
  const key = JSON.stringify([kindOf(query), question?.id]);
  return (
    <>
      <PageHeader title={notificationsTexts().title} />
      <div class="stack">
        <LookUpForm
          key={key}
          kind={kindOf(query)}
          id={question?.id ?? ''}
          onAsk={(asked) => route(questionAddress(asked))}
        />
        {question !== undefined && <AnswerSection question={question} cursor={query['cursor']} />}
        <ProjectionCard />
      </div>
    </>
  );
}
