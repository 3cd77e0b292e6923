import { NOTIFICATION_QUESTIONS } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';

import { answerQuestion } from './answer-question.ts';

/** PostgreSQL settles on the plan of a prepared statement when it runs for the sixth time. */
const ROUNDS = 6;

/**
 * Opens so many connections, and has each run every statement until its plan is settled: the first who ask need not wait
 * for that. It ends with the first failure, which is told to who asks later, if it is still there by then.
 */
export async function warmUp(queries: Database, connections: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const by of NOTIFICATION_QUESTIONS) {
      // As many at once as there are connections: each gets one.
      const questions = Array.from({ length: connections }, () => ({ by, id: '', limit: 1 }));
      const answers = await Promise.allSettled(
        questions.map((question) => answerQuestion(queries, question)),
      );
      if (answers.some(({ status }) => status === 'rejected')) return;
    }
  }
}
