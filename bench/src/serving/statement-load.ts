/*
 * The reference for questions about notifications: the same statements, prepared, at the same rate, by a loop over `pg`
 * and nothing else. What a service adds to that is the difference.
 */
import { readFileSync } from 'node:fs';

import { connectDatabase, findByCampaign, findByUser, findFailed } from '@regpipe/database';

import type { QuestionKind } from '../notifications/choose-questions.ts';
import { helperConfig, serveHelper } from './helper-process.ts';
import { nowMs, type OpenLoop, startOpenLoop } from './open-loop.ts';
import type { Answered } from './request-load.ts';

export interface StatementConfig {
  readonly databaseUrl: string;
  /** As many as the services have together. */
  readonly poolSize: number;
  readonly perSecond: number;
  /** Path of a JSON file with the kinds of questions. */
  readonly kinds: string;
}

const config = helperConfig() as StatementConfig;
const kinds = JSON.parse(readFileSync(config.kinds, 'utf8')) as QuestionKind[];
const database = connectDatabase({
  url: config.databaseUrl,
  applicationName: 'bench-reference',
  poolSize: config.poolSize,
  readOnly: true,
  log: { warn: () => undefined },
});
const answers: Answered[] = [];
const loops: OpenLoop[] = [];

const find = { user: findByUser, marketing: findByCampaign } as const;

function keepAsking({ name, share, questions }: QuestionKind, index: number): OpenLoop {
  const work = async (number: number, dueMs: number) => {
    const question = questions[number % questions.length];
    if (question === undefined) return;
    const { by, filter } = question;
    // One more than is asked for, as the service does: it says whether there are more.
    const more = { ...filter, limit: filter.limit + 1 };
    const answer = by === 'fail' ? findFailed(database.pool, filter.id) : find[by](database.pool, more);
    const ok = await answer.then(
      () => true,
      () => false,
    );
    answers.push({ target: name, dueMs, latencyMs: nowMs() - dueMs, ok });
  };
  return startOpenLoop(share * config.perSecond, work, index / kinds.length);
}

serveHelper({
  start: () => void loops.push(...kinds.map(keepAsking)),
  stop: async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await database.close();
    return answers;
  },
});
