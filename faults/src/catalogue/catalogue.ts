import type { Fault } from '../fault.ts';
import { apiFaults } from './api.ts';
import { busFaults } from './bus.ts';
import { concurrencyFaults } from './concurrency.ts';
import { dataFaults } from './data.ts';
import { dropFaults } from './drops.ts';
import { fuzzFaults } from './fuzz.ts';
import { notificationFaults } from './notifications.ts';
import { postgresqlFaults } from './postgresql.ts';
import { processFaults } from './processes.ts';
import { sourceFaults } from './source.ts';
import { tickFaults } from './ticks.ts';
import { wholeStackFaults } from './whole-stack.ts';

/** Every fault that regpipe is held against, in the order in which they are struck. */
export const catalogue: readonly Fault[] = [
  ...processFaults,
  ...wholeStackFaults,
  ...busFaults,
  ...postgresqlFaults,
  ...sourceFaults,
  ...dataFaults,
  ...apiFaults,
  ...fuzzFaults,
  ...concurrencyFaults,
  ...tickFaults,
  ...dropFaults,
  ...notificationFaults,
];
