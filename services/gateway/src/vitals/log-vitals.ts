import type { Logger } from '@regpipe/runtime';

import type { DatabaseFacts, StreamFacts } from '../metrics/read-facts.ts';

/** What is known at the moment of how the system is. */
export interface Vitals {
  /** Undefined while PostgreSQL does not answer. */
  readonly database: DatabaseFacts | undefined;
  /** Undefined while NATS does not answer. */
  readonly streams: StreamFacts | undefined;
}

/**
 * Logs what waits in the queues, and how old the data is: what alarms are made of where nothing scrapes metrics. A number
 * that is not known is left out, as an old one, or a zero, would look like a good one.
 */
export function logVitals(log: Logger, { database, streams }: Vitals): void {
  if (database !== undefined || streams !== undefined) {
    const fields = {
      ...(streams && {
        raw_messages: waiting(streams, 'RAW'),
        clean_messages: waiting(streams, 'CLEAN'),
        command_backlog: waiting(streams, 'COMMANDS'),
      }),
      ...(database && { dead_chunks: deadChunks(database) }),
    };
    log.info({ event: 'queues_measured', ...fields }, describeQueues(fields));
  }
  if (database !== undefined) logPublications(log, database);
}

/** A stream that nobody has made yet holds nothing. */
function waiting(streams: StreamFacts, name: 'RAW' | 'CLEAN' | 'COMMANDS'): number {
  return streams.find((stream) => stream.name === name)?.messages ?? 0;
}

function deadChunks({ dead }: DatabaseFacts): number {
  return dead.reduce((sum, { chunks }) => sum + chunks, 0);
}

function describeQueues(numbers: Readonly<Record<string, number>>): string {
  const texts = Object.entries(numbers).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`);
  return `In the queues: ${texts.join(', ')}`;
}

function logPublications(log: Logger, { live, verified }: DatabaseFacts): void {
  for (const { dataset, version, ageSeconds } of live) {
    const check = verified.find((verification) => verification.dataset === dataset);
    // What only jobs with a limit have published was never compared with the whole of its source.
    const verifiedSeconds = check?.ageSeconds ?? ageSeconds;
    log.info(
      {
        event: 'publication_measured',
        dataset,
        version,
        publication_age_s: wholeSeconds(ageSeconds),
        verified_age_s: wholeSeconds(verifiedSeconds),
      },
      `Version ${version} of ${dataset} is ${wholeSeconds(ageSeconds)} s old`,
    );
  }
}

/** A clock that was set back makes nothing younger than new. */
function wholeSeconds(seconds: number): number {
  return Math.max(0, Math.round(seconds));
}
