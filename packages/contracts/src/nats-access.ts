import type { CallName } from './calls.ts';
import type { EventType } from './events.ts';
import { holdsSubject, type JobVerb, STREAMS, type StreamName, subjects } from './subjects.ts';

/*
 * Which service reaches what on NATS: the table in docs/architecture.md, for the server to enforce. From it follow the
 * permissions of each service's user (nats-permissions.ts) and which streams a service creates when they are missing.
 */

export const NATS_SERVICES = [
  'fetcher',
  'transformer',
  'loader',
  'tracker',
  'scheduler',
  'intake',
  'projector',
  'query',
  'gateway',
] as const;
export type NatsService = (typeof NATS_SERVICES)[number];

export interface DurableConsumer {
  readonly stream: StreamName;
  readonly durable: string;
  readonly filter?: string;
}

export interface NatsAccess {
  readonly consumes: readonly DurableConsumer[];
  /** Subjects of streams, with wildcards. */
  readonly publishes: readonly string[];
  /** Streams that it reads single messages of, without consuming them. */
  readonly reads: readonly StreamName[];
  /** Streams that it may ask how full they are and how far their consumers are, and nothing else. */
  readonly looks: readonly StreamName[];
  /** Streams that it drops waiting messages from. */
  readonly purges: readonly StreamName[];
  /** Streams that it gives more replicas when it is told to. */
  readonly raises: readonly StreamName[];
  /** Actions of other services that it calls over Moleculer. */
  readonly calls: readonly CallName[];
  /** Services that hear its broadcasts over Moleculer. */
  readonly tells: readonly NatsService[];
  /** Services whose processes it may call one by one, as well, where one of them does not answer. */
  readonly addresses?: readonly NatsService[];
}

const facts = (...types: readonly EventType[]) => types.map((type) => `events.*.*.${type}`);
const dead = (...stages: readonly string[]) => stages.map((stage) => `dead.${stage}.*.*`);
const commands = (verb: JobVerb): DurableConsumer => ({
  stream: 'JOBS',
  durable: `jobs-${verb}`,
  filter: subjects.everyJob(verb),
});

export const NATS_ACCESS: Readonly<Record<NatsService, NatsAccess>> = {
  fetcher: {
    consumes: [commands('fetch')],
    publishes: [
      'chunks.raw.*.*',
      ...facts('source.opened', 'source.unchanged', 'fetch.progressed', 'fetch.completed', 'job.failed'),
      ...dead('jobs-fetch'),
    ],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: ['tracker.fetchPlan'],
    tells: [],
  },
  transformer: {
    consumes: [{ stream: 'RAW', durable: 'transformer' }],
    publishes: ['chunks.clean.*.*', ...facts('chunk.dead'), ...dead('transformer')],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: [],
    tells: [],
  },
  loader: {
    consumes: [
      { stream: 'CLEAN', durable: 'loader' },
      commands('publish'),
      commands('index'),
      commands('discard'),
    ],
    publishes: [
      subjects.everyJob('index'),
      ...facts(
        'chunks.loaded',
        'chunk.dead',
        'publication.progressed',
        'publication.completed',
        'job.failed',
      ),
      ...dead('loader', 'jobs-publish', 'jobs-index', 'jobs-discard'),
    ],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: [],
    tells: [],
  },
  tracker: {
    consumes: [
      { stream: 'EVENTS', durable: 'tracker' },
      { stream: 'SCHEDULE', durable: 'ticks' },
      commands('redrive'),
    ],
    publishes: [
      ...(['fetch', 'publish', 'discard', 'redrive'] as const).map((verb) => subjects.everyJob(verb)),
      // Dead letters, sent again as what they were.
      'chunks.raw.*.*',
      'chunks.clean.*.*',
      ...facts('job.failed'),
      ...dead('jobs-redrive', 'ticks'),
    ],
    reads: ['DEAD'],
    looks: [],
    purges: ['RAW', 'CLEAN'],
    // One is enough, and it has to do with all of the pipeline's.
    raises: STREAMS.map(({ name }) => name).filter((name) => name !== 'COMMANDS'),
    calls: [],
    tells: ['gateway', 'fetcher'],
  },
  scheduler: {
    consumes: [],
    publishes: [subjects.everyTick],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: [],
    tells: [],
  },
  intake: {
    consumes: [],
    publishes: [],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: ['tracker.start', 'tracker.resume'],
    tells: [],
  },
  projector: {
    consumes: [{ stream: 'COMMANDS', durable: 'projector' }, commands('rebuild')],
    publishes: [subjects.everyJob('rebuild'), ...dead('projector', 'jobs-rebuild')],
    reads: [],
    looks: [],
    purges: [],
    raises: ['COMMANDS'],
    calls: [],
    tells: [],
  },
  query: {
    consumes: [],
    publishes: [],
    reads: [],
    looks: [],
    purges: [],
    raises: [],
    calls: [],
    tells: [],
  },
  gateway: {
    consumes: [],
    publishes: [subjects.notificationCommands],
    reads: [],
    looks: STREAMS.map(({ name }) => name),
    purges: [],
    raises: [],
    calls: [
      'tracker.start',
      'tracker.resume',
      'tracker.redrive',
      'tracker.cancel',
      'tracker.rollback',
      'tracker.tick',
      'intake.receive',
      'projector.rebuild',
      'query.answer',
    ],
    tells: [],
    addresses: ['query'],
  },
};

/** The streams that a service has to do with: those it may ask about, and create when they are missing. */
export function streamsOf(service: NatsService): StreamName[] {
  const { consumes, publishes, reads, purges } = NATS_ACCESS[service];
  return STREAMS.filter(
    (stream) =>
      consumes.some((consumer) => consumer.stream === stream.name) ||
      reads.includes(stream.name) ||
      purges.includes(stream.name) ||
      publishes.some((subject) => holdsSubject(stream, subject)),
  ).map(({ name }) => name);
}

/** The durable consumers of a stream, whichever service they belong to. */
export function consumersOf(stream: StreamName): string[] {
  return Object.values(NATS_ACCESS)
    .flatMap(({ consumes }) => consumes)
    .filter((consumer) => consumer.stream === stream)
    .map(({ durable }) => durable);
}
