import {
  type NotificationAnswer,
  type NotificationQuestion,
  TerminalError,
  USUAL_RECORDS,
} from '@regpipe/contracts';
import type { RecordFilter } from '@regpipe/database';

import { CAMPAIGNS, campaign, countUsers, FAILED_EVERY, transaction, user } from './names.ts';

/** One question, as the service is asked it and as the database is. */
export interface ChosenQuestion {
  readonly by: NotificationQuestion['by'];
  readonly filter: RecordFilter;
  readonly cursor?: string;
}

export interface QuestionKind {
  readonly name: string;
  /** Of all questions. */
  readonly share: number;
  readonly questions: readonly ChosenQuestion[];
}

export interface ChooseOptions {
  readonly records: number;
  /** Of a query service, which gives the cursors. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** So many different ones of a kind, and as many are asked for a further page. */
const MOST_DIFFERENT = 10_000;
const MOST_PAGES = 300;

/** What is asked under load: mostly the newest of a user, half as much by others, and now and then what nobody knows. */
export async function chooseQuestions(options: ChooseOptions): Promise<QuestionKind[]> {
  const { records } = options;
  const users = countUsers(records);
  const different = Math.min(MOST_DIFFERENT, users);
  const some = (count: number, make: (number: number) => ChosenQuestion) =>
    // Spread over all of them by a step that has no divisor in common with how many there are, or nearly so.
    Array.from({ length: count }, (_, index) => make((index * 7_919) % Math.max(1, records)));
  const ofUser = some(different, (n) => first('user', user.named(n % users)));
  const ofCampaign = some(CAMPAIGNS, (n) => first('marketing', campaign.named(n % CAMPAIGNS)));
  const pages = Math.min(MOST_PAGES, Math.ceil(different / 20));
  return [
    { name: 'user', share: 0.5, questions: ofUser },
    { name: 'user, next page', share: 0.1, questions: await turnPages(ofUser.slice(0, pages), options) },
    { name: 'campaign', share: 0.15, questions: ofCampaign },
    {
      name: 'campaign, next page',
      share: 0.1,
      questions: await turnPages(ofCampaign.slice(0, pages), options),
    },
    {
      name: 'failed transaction',
      share: 0.1,
      questions: some(different, (n) => first('fail', transaction.named(n - (n % FAILED_EVERY)))),
    },
    { name: 'unknown', share: 0.05, questions: some(different, (n) => first('user', `nobody-${n}`)) },
  ];
}

function first(by: ChosenQuestion['by'], id: string): ChosenQuestion {
  return { by, filter: { id, limit: USUAL_RECORDS } };
}

/** The same questions for the page behind the first; those that have none stay as they are. */
async function turnPages(
  questions: readonly ChosenQuestion[],
  { url, headers }: ChooseOptions,
): Promise<ChosenQuestion[]> {
  const turned: ChosenQuestion[] = [];
  for (const question of questions) {
    const response = await fetch(`${url}${pathOf(question)}`, { headers });
    if (!response.ok) throw new TerminalError('STACK_FAILED', `No answer: ${await response.text()}`);
    const { data, next_cursor: cursor } = (await response.json()) as NotificationAnswer;
    const after = data.at(-1);
    turned.push(
      cursor === undefined || after === undefined
        ? question
        : { ...question, cursor, filter: { ...question.filter, after } },
    );
  }
  return turned;
}

const FIELDS = { user: 'user_id', marketing: 'marketing_id', fail: 'transaction_id' } as const;

/** What a body of a POST holds. */
export function bodyOf({ by, filter: { id, limit }, cursor }: ChosenQuestion): object {
  const identity = { [FIELDS[by]]: id };
  if (by === 'fail') return identity;
  return { ...identity, limit, ...(cursor === undefined ? {} : { cursor }) };
}

/** The same question as a GET. */
export function pathOf(question: ChosenQuestion): string {
  const parameters = Object.entries(bodyOf(question)).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  return `/query/${question.by}?${new URLSearchParams(parameters).toString()}`;
}
