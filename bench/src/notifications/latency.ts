import { quantile } from '../measure/statistics.ts';
import type { Percentiles } from '../results.ts';
import type { Answered } from '../serving/request-load.ts';

/** Only what was answered has a time worth the name; what was not is counted. */
export function percentilesOf(answers: readonly Pick<Answered, 'latencyMs' | 'ok'>[]): Percentiles {
  const latencies = answers.filter(({ ok }) => ok).map(({ latencyMs }) => latencyMs);
  return {
    requests: answers.length,
    failures: answers.length - latencies.length,
    p50_ms: quantile(latencies, 0.5),
    p95_ms: quantile(latencies, 0.95),
    p99_ms: quantile(latencies, 0.99),
    max_ms: quantile(latencies, 1),
  };
}

/** Something that took a time at a time: seconds from the beginning of a load, milliseconds. */
export interface Timed {
  readonly at: number;
  readonly ms: number;
}

/** As the picture shows them. */
export interface NotificationSeries {
  readonly questions: readonly Timed[];
  readonly questionsWhileRestarting: readonly Timed[];
  readonly questionsWithCommands: readonly Timed[];
  readonly lag: readonly Timed[];
  readonly lagWithQuestions: readonly Timed[];
}
