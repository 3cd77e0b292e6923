import type { Question } from '../../api/notifications.ts';
import { addressOf } from '../../api/request.ts';

/** As the contracts have them, where they stand beside a schema. */
export const QUESTIONS = ['user', 'marketing', 'fail'] as const satisfies readonly Question[];

export interface AskedQuestion {
  readonly by: Question;
  readonly id: string;
}

type Query = Readonly<Record<string, string | undefined>>;

/** By what the address looks notifications up; by user where it does not say. */
export function kindOf(query: Query): Question {
  return QUESTIONS.find((by) => by === query['by']) ?? 'user';
}

/** What the address asks; undefined while it asks nothing. */
export function readQuestion(query: Query): AskedQuestion | undefined {
  const id = query['id']?.trim() ?? '';
  return id === '' ? undefined : { by: kindOf(query), id };
}

export function questionAddress({ by, id }: AskedQuestion, cursor?: string): string {
  return addressOf('/notifications', { by, id, cursor });
}
