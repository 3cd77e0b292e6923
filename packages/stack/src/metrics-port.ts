type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Of processes on one machine only one can listen on a port: REGPIPE_METRICS_PORT is the first one's, and each of the
 * others takes the one behind. 0 gives each a free one anyway.
 *
 * @param place of the process among them, from 0
 */
export function withMetricsPort<E extends Environment>(environment: E, place: number): E {
  const first = Number(environment['REGPIPE_METRICS_PORT'] ?? '');
  if (!Number.isInteger(first) || first <= 0) return environment;
  return { ...environment, REGPIPE_METRICS_PORT: String(first + place) };
}
