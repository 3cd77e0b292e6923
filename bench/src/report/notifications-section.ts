import type { CommandResult, NotificationsResult, Percentiles, RestartResult } from '../results.ts';
import { measured } from './comparison-section.ts';
import { count, milliseconds, seconds, table, times } from './markdown.ts';
import { LAG_GOAL_MS, QUESTION_GOAL_MS, QUESTION_LIMIT_MS } from './notification-goals.ts';

export function notificationsSection(result: NotificationsResult): string {
  const { records, per_second: rates, both, times_the_reference: ratio } = result;
  const goal = `${QUESTION_GOAL_MS} ms, at most ${QUESTION_LIMIT_MS} ms`;
  return [
    '## Notifications: the query service\n',
    `${measured(result)} ${count(records)} notifications (filled in and indexed in ${seconds(result.fill_seconds)}), ` +
      `${count(rates.questions)} questions and ${count(rates.commands)} commands a second, each load for ` +
      `${result.seconds} s; two replicas of the query service, one projector.\n`,
    percentilesTable([
      ['questions', result.questions, goal],
      ...Object.entries(result.by_kind).map(
        ([kind, own]) => [`– ${kind}`, own, ''] as [string, Percentiles, string],
      ),
      ['a process that only waits, beside them', result.idle, ''],
      ['the same statements by a loop over `pg`', result.reference, ''],
      ['questions while a replica is restarted', result.restarts, `p99 ${QUESTION_LIMIT_MS} ms`],
      ['questions, commands at once', both.questions, goal],
    ]),
    `Of what the bare statements take, a question takes ${times(ratio.p50)} times as long in the median and ` +
      `${times(ratio.p99)} times at the 99th percentile: HTTP, who asks, and what the service checks and says. Requests ` +
      'are sent on time, answered or not; a time counts from when a request was due, and goes on counting where it is ' +
      'sent again to the other replica. Where a process that only waits is late, the machine had no time for anybody.\n',
    restartsText(result.restarts),
    '### From a command to a record that can be queried\n',
    commandsTable([
      ['commands', result.commands],
      ['commands, questions at once', both.commands],
    ]),
    'The lag counts from when a command was due until a query service gives its record. A tenth of the commands comes over ' +
      'HTTP, the others on the subject.\n',
    '![Latency of questions and lag of commands](notifications.svg)\n',
  ].join('\n');
}

function percentilesTable(rows: readonly (readonly [string, Percentiles, string])[]): string {
  return table(
    ['load', 'requests', 'failed', 'p50', 'p95', 'p99', 'longest', 'goal of p99'],
    rows.map(([name, own, goal]) => [
      ...[name, count(own.requests), count(own.failures), milliseconds(own.p50_ms), milliseconds(own.p95_ms)],
      ...[milliseconds(own.p99_ms), milliseconds(own.max_ms), goal],
    ]),
    [1, 2, 3, 4, 5, 6],
  );
}

function commandsTable(rows: readonly (readonly [string, CommandResult])[]): string {
  return table(
    ['load', 'commands', 'refused', 'probes', 'lost', 'p50', 'p95', 'p99', 'longest', 'goal of p99'],
    rows.map(([name, { sent, failures, unseen, lag }]) => [
      ...[name, count(sent), count(failures), count(lag.requests), count(unseen), milliseconds(lag.p50_ms)],
      ...[milliseconds(lag.p95_ms), milliseconds(lag.p99_ms), milliseconds(lag.max_ms), `${LAG_GOAL_MS} ms`],
    ]),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
}

function restartsText({ restarts, requests, failures, availability }: RestartResult): string {
  const each = restarts.map(
    ({ signal, at, back_at: back }) => `${signal} at ${seconds(at)}, back at ${seconds(back)}`,
  );
  return (
    `A replica was restarted ${restarts.length} times (${each.join('; ')}): ${count(requests - failures)} of ` +
    `${count(requests)} questions were answered, ${(100 * availability).toFixed(3)} %. The client asks both replicas by ` +
    'turns, and the other one where one refuses.\n'
  );
}
