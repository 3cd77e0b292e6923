import type { NotificationAnswer } from '@regpipe/contracts';
import { useLocation } from 'preact-iso';

import { askNotifications } from '../../api/notifications.ts';
import { addressPages } from '../../components/address-pages.ts';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { NotificationTable } from './notification-table.tsx';
import { type AskedQuestion, questionAddress } from './question.ts';
import { notificationsTexts } from './texts.ts';

const PAGE_ROWS = 25;

export interface AnswerSectionProps {
  readonly question: AskedQuestion;
  readonly cursor: string | undefined;
}

/** The notifications that were asked for, page by page. */
export function AnswerSection({ question, cursor }: AnswerSectionProps) {
  const words = notificationsTexts().answer;
  const { route } = useLocation();
  const pages = addressPages(questionAddress(question), cursor, (next) =>
    route(questionAddress(question, next)),
  );
  const found = useResource(questionAddress(question, cursor), (signal) =>
    askNotifications(question, { cursor, limit: PAGE_ROWS }, signal),
  );
  return (
    <Section title={words.titles[question.by](visibleText(question.id))}>
      {/* Always there, so that what it comes to say is read out. */}
      <p class="muted" role="status">
        {found.data !== undefined && found.data.data.length > 0 && <Extent answer={found.data} />}
      </p>
      <Loaded resource={found}>
        {({ data, next_cursor: nextCursor }) =>
          data.length === 0 ? (
            <NothingFound question={question} isFirst={pages.isFirst} />
          ) : (
            <>
              <NotificationTable
                caption={words.titles[question.by](visibleText(question.id))}
                by={question.by}
                records={data}
              />
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function Extent({ answer }: { readonly answer: NotificationAnswer }) {
  const { count } = useFormats();
  return <>{notificationsTexts().answer.total(count(answer.total_count), answer.total_count === 1)}</>;
}

function NothingFound({
  question,
  isFirst,
}: {
  readonly question: AskedQuestion;
  readonly isFirst: boolean;
}) {
  const words = notificationsTexts().answer;
  if (isFirst) {
    return (
      <Empty title={words.none}>
        <p>{words.noneHints[question.by]}</p>
      </Empty>
    );
  }
  return (
    <Empty title={words.past}>
      <p>
        <a href={questionAddress(question)}>{words.toFirst}</a>
      </p>
    </Empty>
  );
}
