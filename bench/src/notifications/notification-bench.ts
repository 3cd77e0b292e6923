import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { authorization } from '@regpipe/stack';

import { type BenchStack, startBenchStack } from '../bench-stack.ts';
import type { NotificationRates } from '../results.ts';
import { type HelperProcess, startHelper } from '../serving/helper-process.ts';
import type { CommandConfig, CommandReport } from '../serving/command-load.ts';
import type { IdleConfig } from '../serving/idle-load.ts';
import type { Answered, LoadConfig, LoadTarget } from '../serving/request-load.ts';
import type { StatementConfig } from '../serving/statement-load.ts';
import { bodyOf, chooseQuestions, pathOf } from './choose-questions.ts';
import { fillRecords } from './fill-records.ts';
import { countUsers } from './names.ts';

export interface NotificationBenchOptions {
  readonly directory: string;
  readonly records: number;
  readonly perSecond: NotificationRates;
  /** Of each load. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** A stack full of notifications, and who loads it. */
export interface NotificationBench {
  readonly bench: BenchStack;
  readonly fillSeconds: number;
  /** Each in a process of its own, ready to start. */
  questions(): Promise<HelperProcess<Answered[]>>;
  reference(): Promise<HelperProcess<Answered[]>>;
  /** How late somebody is who only waits, as often as questions are asked. */
  idle(): Promise<HelperProcess<Answered[]>>;
  /** @param run tells its commands from those of other runs */
  commands(run: string): Promise<HelperProcess<CommandReport>>;
}

const QUERY_REPLICAS = 2;
/** Of each of them, as their settings have it. */
const QUERY_POOL_SIZE = 8;
/** What it takes: a projector, what is asked, and the gateway, which takes commands in and needs the tracker. */
const REPLICAS = { scheduler: 0, fetcher: 0, transformer: 0, loader: 0, projector: 1, query: QUERY_REPLICAS };
/** A minute at the double rate: the limits are for those who ask too much. */
const LIMIT_FACTOR = 120;
const USUAL_LIMIT = 120_000;
/** A replica that is asked to end answers for so long; in a load of a few seconds it would be all there is. */
const USUAL_DRAIN_S = 3;

/** The caller closes `bench`. */
export async function prepareNotifications(options: NotificationBenchOptions): Promise<NotificationBench> {
  const { directory, perSecond, seconds } = options;
  const limit = String(
    Math.max(USUAL_LIMIT, LIMIT_FACTOR * Math.max(perSecond.questions, perSecond.commands)),
  );
  const bench = await startBenchStack(directory, REPLICAS, {
    REGPIPE_QUERY_RATE_LIMIT_PER_MINUTE: limit,
    REGPIPE_QUERY_DRAIN_S: String(Math.min(USUAL_DRAIN_S, Math.floor(seconds / 4))),
    REGPIPE_FAST_RATE_LIMIT_PER_MINUTE: limit,
  });
  try {
    return await fill(bench, options);
  } catch (error) {
    await bench.close();
    throw error;
  }
}

async function fill(
  bench: BenchStack,
  { directory, records, perSecond, say }: NotificationBenchOptions,
): Promise<NotificationBench> {
  const { stack, database } = bench;
  say(`Filling in ${records} notifications …`);
  const started = performance.now();
  await fillRecords({ database, records, say });
  const fillSeconds = (performance.now() - started) / 1_000;

  const headers = authorization(stack);
  const kinds = await chooseQuestions({ records, url: stack.queryUrls[0] ?? '', headers });
  const targets: LoadTarget[] = kinds.map(({ name, share, questions }) => ({
    name,
    perSecond: share * perSecond.questions,
    requests: questions.map((question, index) =>
      index % 2 === 0
        ? { path: `/query/${question.by}`, body: JSON.stringify(bodyOf(question)) }
        : { path: pathOf(question) },
    ),
  }));
  const [kindsFile, targetsFile] = [join(directory, 'kinds.json'), join(directory, 'targets.json')];
  await writeFile(kindsFile, JSON.stringify(kinds));
  await writeFile(targetsFile, JSON.stringify(targets));

  return {
    bench,
    fillSeconds,
    questions: () =>
      startHelper('request-load.ts', {
        ...{ urls: stack.queryUrls, headers, targets: targetsFile },
      } satisfies LoadConfig),
    reference: () =>
      startHelper('statement-load.ts', {
        databaseUrl: stack.of('query')[0]?.environment['DATABASE_URL'] ?? stack.databaseUrl,
        poolSize: QUERY_REPLICAS * QUERY_POOL_SIZE,
        perSecond: perSecond.questions,
        kinds: kindsFile,
      } satisfies StatementConfig),
    idle: () => startHelper('idle-load.ts', { perSecond: perSecond.questions } satisfies IdleConfig),
    commands: (run) =>
      startHelper('command-load.ts', {
        ...{ natsUrl: stack.natsUrl, apiUrl: stack.apiUrl, queryUrls: stack.queryUrls, headers, run },
        ...{ perSecond: perSecond.commands, users: countUsers(records) },
      } satisfies CommandConfig),
  };
}
