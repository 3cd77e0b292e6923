import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';

import { describeCircumstances } from '../measure/machine.ts';
import { type NotificationSeries, percentilesOf, type Timed } from '../notifications/latency.ts';
import { type NotificationBench, prepareNotifications } from '../notifications/notification-bench.ts';
import { restartReplica } from '../notifications/restart-replica.ts';
import type { CommandResult, NotificationRates, NotificationsResult, Restart } from '../results.ts';
import type { CommandReport } from '../serving/command-load.ts';
import type { HelperProcess } from '../serving/helper-process.ts';
import { nowMs } from '../serving/open-loop.ts';
import type { Answered } from '../serving/request-load.ts';
import type { ModeOptions } from './mode.ts';

export interface NotificationsOptions extends ModeOptions {
  readonly records: number;
  readonly perSecond: NotificationRates;
  /** Of each load. */
  readonly seconds: number;
}

export interface MeasuredNotifications {
  readonly result: NotificationsResult;
  readonly series: NotificationSeries;
}

/** So much of each load does not count: first requests compile the code that answers them. */
const WARM_UP_SHARE = 0.1;
const LONGEST_WARM_UP_S = 3;

/**
 * How the notification query service fares with many records: questions, against the same statements by a loop over `pg`;
 * questions while one of two replicas is restarted, asked by a client that goes on with the other; commands, and how soon they
 * can be queried; and both at once. All at fixed rates, whatever the answers take.
 */
export async function measureNotifications(options: NotificationsOptions): Promise<MeasuredNotifications> {
  const { records, perSecond, seconds, say } = options;
  const notifications = await prepareNotifications(options);
  const { bench, fillSeconds } = notifications;
  try {
    const alone = await askByTurns(notifications, options);
    const { questions, reference, idle } = alone;
    say('Questions while a replica is restarted …');
    const restarted = await askWhileRestarting(notifications, options);
    say('Commands …');
    const commands = await commandAlone(notifications, options);
    say('Questions and commands …');
    const both = await askAndCommand(notifications, options);
    const [asked, direct] = [percentilesOf(questions), percentilesOf(reference)];
    const whileRestarting = percentilesOf(restarted.answers);
    return {
      result: {
        ...(await describeCircumstances(bench.database)),
        ...{ records, per_second: perSecond, seconds, fill_seconds: fillSeconds },
        questions: asked,
        by_kind: byKind(questions),
        reference: direct,
        idle: percentilesOf(idle),
        times_the_reference: { p50: asked.p50_ms / direct.p50_ms, p99: asked.p99_ms / direct.p99_ms },
        restarts: {
          ...whileRestarting,
          restarts: restarted.restarts,
          availability: 1 - whileRestarting.failures / whileRestarting.requests,
        },
        commands: commandResult(commands),
        both: { questions: percentilesOf(both.answers), commands: commandResult(both.report) },
      },
      series: {
        questions: oneAfterTheOther(alone.runs),
        questionsWhileRestarting: timed(restarted.answers),
        questionsWithCommands: timed(both.answers),
        lag: probesOf(commands),
        lagWithQuestions: probesOf(both.report),
      },
    };
  } finally {
    await bench.close();
  }
}

interface AskedByTurns {
  readonly questions: readonly Answered[];
  readonly reference: readonly Answered[];
  /** Beside the questions. */
  readonly idle: readonly Answered[];
  /** All of the questions, also the first ones. */
  readonly runs: readonly (readonly Answered[])[];
}

/** Twice each, so that neither always has what the other has left in memory. */
async function askByTurns(
  notifications: NotificationBench,
  { seconds, say }: NotificationsOptions,
): Promise<AskedByTurns> {
  const answers = { questions: [] as Answered[], reference: [] as Answered[], idle: [] as Answered[] };
  const runs: Answered[][] = [];
  const halfMs = (seconds * 1_000) / 2;
  for (const who of ['reference', 'questions', 'questions', 'reference'] as const) {
    say(who === 'questions' ? 'Questions to the query service …' : 'The same statements, directly …');
    const load = await notifications[who]();
    const idle = who === 'questions' ? await notifications.idle() : undefined;
    const idling = idle && runLoad(idle, () => pause(halfMs));
    const own = await runLoad(load, () => pause(halfMs));
    if (who === 'questions') runs.push(own);
    answers[who].push(...warm(own, seconds / 2));
    answers.idle.push(...warm((await idling) ?? [], seconds / 2));
  }
  return { ...answers, runs };
}

async function askWhileRestarting(
  notifications: NotificationBench,
  { seconds }: NotificationsOptions,
): Promise<{ answers: Answered[]; restarts: Restart[] }> {
  const [replica] = notifications.bench.stack.of('query');
  if (replica === undefined) throw new TerminalError('STACK_FAILED', 'There is no query service.');
  const restarts: Restart[] = [];
  const quarterMs = (seconds * 1_000) / 4;
  const answers = await runLoad(await notifications.questions(), async () => {
    const startMs = nowMs();
    await pause(quarterMs);
    restarts.push(await restartReplica(replica, 'SIGTERM', startMs));
    await pause(quarterMs);
    restarts.push(await restartReplica(replica, 'SIGKILL', startMs));
    await pause(2 * quarterMs);
  });
  return { answers, restarts };
}

async function commandAlone(
  notifications: NotificationBench,
  { seconds }: NotificationsOptions,
): Promise<CommandReport> {
  return runLoad(await notifications.commands('alone'), () => pause(seconds * 1_000));
}

async function askAndCommand(
  notifications: NotificationBench,
  { seconds }: NotificationsOptions,
): Promise<{ answers: Answered[]; report: CommandReport }> {
  const commands = await notifications.commands('both');
  const asking = await notifications.questions();
  const running = runLoad(commands, () => pause(seconds * 1_000));
  const [answers, report] = await Promise.all([runLoad(asking, () => pause(seconds * 1_000)), running]);
  return { answers: warm(answers, seconds), report };
}

/** Lets a helper work as long as `meanwhile` takes. */
async function runLoad<Report>(
  helper: HelperProcess<Report>,
  meanwhile: () => Promise<unknown>,
): Promise<Report> {
  try {
    helper.start();
    await meanwhile();
    return await helper.stop();
  } finally {
    helper.kill();
  }
}

/** Without those at the beginning. */
function warm(answers: readonly Answered[], seconds: number): Answered[] {
  const fromMs = firstDue(answers) + 1_000 * Math.min(LONGEST_WARM_UP_S, WARM_UP_SHARE * seconds);
  return answers.filter(({ dueMs }) => dueMs >= fromMs);
}

function firstDue(all: readonly { readonly dueMs: number }[]): number {
  return all.reduce((least, { dueMs }) => Math.min(least, dueMs), Number.POSITIVE_INFINITY);
}

function byKind(answers: readonly Answered[]): NotificationsResult['by_kind'] {
  return Object.fromEntries(
    [...Map.groupBy(answers, ({ target }) => target)].map(([kind, own]) => [kind, percentilesOf(own)]),
  );
}

function commandResult({ sent, failures, overHttp, unseen, probes }: CommandReport): CommandResult {
  const lag = percentilesOf(probes.map(({ lagMs }) => ({ latencyMs: lagMs, ok: true })));
  return { sent, failures, over_http: overHttp, unseen, lag };
}

function timed(answers: readonly Answered[]): Timed[] {
  const startMs = firstDue(answers);
  return answers.map(({ dueMs, latencyMs }) => ({ at: (dueMs - startMs) / 1_000, ms: latencyMs }));
}

function oneAfterTheOther(runs: readonly (readonly Answered[])[]): Timed[] {
  let end = 0;
  return runs.flatMap((answers) => {
    const own = timed(answers).map(({ at, ms }) => ({ at: at + end, ms }));
    end = own.reduce((last, { at }) => Math.max(last, at), end);
    return own;
  });
}

function probesOf({ probes }: CommandReport): Timed[] {
  const startMs = firstDue(probes);
  return probes.map(({ dueMs, lagMs }) => ({ at: (dueMs - startMs) / 1_000, ms: lagMs }));
}
