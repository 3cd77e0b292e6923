import type { Fault } from '../fault.ts';
import { type Point, SIGNALS } from './point.ts';
import {
  cutWhileRecording,
  repeatedAndReversed,
  struckRebuild,
  struckRecording,
} from './strike-projector.ts';

const COMMIT = { service: 'projector', match: '^COMMIT$', skip: 1 } as const;
const BEFORE_COMMIT = { ...COMMIT, moment: 'sql:before' } as const;
/** In the middle of a group, which is recorded as one and acknowledged one by one. */
const BEFORE_ACK = { service: 'projector', moment: 'ack:before', match: '^COMMANDS$', skip: 30 } as const;

const RECORDING: readonly Point[] = [
  { id: 'projector-before-commit', when: 'before their COMMIT', ...BEFORE_COMMIT },
  {
    id: 'projector-after-commit',
    when: 'after their COMMIT, before they are acknowledged',
    ...COMMIT,
    moment: 'sql:after',
  },
  { id: 'projector-before-ack', when: 'while it acknowledges them', ...BEFORE_ACK },
];

const REBUILDING: readonly Point[] = [
  {
    id: 'rebuild-filling',
    service: 'projector',
    when: 'inside the transaction of a slice',
    moment: 'sql:after',
    match: 'built_to = \\$3',
    skip: 1,
  },
  {
    id: 'rebuild-before-swap',
    service: 'projector',
    when: 'before the swap of generations',
    moment: 'sql:before',
    match: 'SET generation = building',
  },
  {
    id: 'rebuild-inside-swap',
    service: 'projector',
    when: 'inside the transaction of the swap',
    moment: 'sql:after',
    match: 'CREATE OR REPLACE VIEW',
  },
];

const COMMON = {
  group: 'notifications',
  needs: ['projector'],
  test: 'e2e/notifications.e2e.test.ts',
} as const;

/** What was sent must be recorded once, and the newest of each be the state, whoever fails on the way. */
export const notificationFaults: readonly Fault[] = [
  ...RECORDING.map((point): Fault => ({
    ...COMMON,
    id: point.id,
    fault: `projector killed, or stopped and woken, with a group of commands, ${point.when}`,
    expected: 'Commands that were not acknowledged come again; those that were recorded change nothing',
    strikes: SIGNALS.map((signal) => struckRecording(point, signal)),
  })),
  ...REBUILDING.map((point): Fault => ({
    ...COMMON,
    id: point.id,
    fault: `projector killed, or stopped and woken, during a rebuild under load, ${point.when}`,
    expected: 'The rebuild goes on where it was; what is recorded meanwhile is in it',
    strikes: SIGNALS.map((signal) => struckRebuild(point, signal)),
  })),
  {
    ...COMMON,
    id: 'commands-postgresql-cut',
    fault: 'every connection to PostgreSQL cut before the COMMIT of a group of commands',
    expected: 'The transaction is rolled back, and done again',
    strikes: [cutWhileRecording(BEFORE_COMMIT, 'postgresWire')],
  },
  {
    ...COMMON,
    id: 'commands-nats-cut',
    fault: 'every connection to NATS cut while a group of commands is acknowledged',
    expected: 'What was not acknowledged comes again, and changes nothing',
    strikes: [cutWhileRecording(BEFORE_ACK, 'natsWire')],
  },
  {
    ...COMMON,
    id: 'commands-repeated',
    fault: 'every command sent twice, the newest first and the newest last',
    expected: 'Each is recorded once, and the newest of each notification is its state',
    strikes: [repeatedAndReversed],
  },
];
