import { setTimeout as pause } from 'node:timers/promises';

import { JOB_SERVICES } from '@regpipe/stack';

import type { Lab } from '../lab/start-lab.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Something that breaks at any moment, whatever is going on; mended when it resolves. */
export interface Disturbance {
  readonly name: string;
  strike(lab: Lab, random: SeededRandom): Promise<void>;
}

const LONGEST_MS = 4_000;

const briefly = (random: SeededRandom) => pause(random.below(LONGEST_MS));

export const DISTURBANCES: readonly [Disturbance, ...Disturbance[]] = [
  {
    name: 'a service killed',
    strike: async (lab, random) => {
      const service = pickProcess(lab, random);
      await service?.kill();
      await briefly(random);
      await service?.start();
    },
  },
  {
    name: 'a service terminated',
    strike: async (lab, random) => {
      const service = pickProcess(lab, random);
      await service?.stop();
      await briefly(random);
      await service?.start();
    },
  },
  {
    name: 'a service stopped and woken',
    strike: async (lab, random) => {
      const pid = pickProcess(lab, random)?.pid;
      if (pid === undefined) return;
      try {
        process.kill(pid, 'SIGSTOP');
        await briefly(random);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    },
  },
  {
    name: 'nats-server killed and started',
    strike: async ({ nats }, random) => {
      await nats.kill();
      await briefly(random);
      await nats.start();
    },
  },
  {
    name: 'nats-server wiped',
    strike: async ({ nats }) => {
      await nats.kill();
      await nats.wipe();
      await nats.start();
    },
  },
  {
    name: 'PostgreSQL killed and started',
    strike: async ({ postgres }, random) => {
      await postgres.kill();
      await briefly(random);
      await postgres.start();
    },
  },
  {
    name: 'connections to NATS cut',
    strike: async ({ natsWire }, random) => {
      natsWire.cutAfter(random.below(100_000));
      await briefly(random);
    },
  },
  {
    name: 'connections to PostgreSQL cut',
    strike: async ({ postgresWire }, random) => {
      postgresWire.cutAfter(random.below(100_000));
      await briefly(random);
    },
  },
  {
    name: 'network to PostgreSQL frozen',
    strike: async ({ postgresWire }, random) => {
      postgresWire.freeze();
      await briefly(random);
      postgresWire.mend();
    },
  },
  {
    name: 'network to NATS frozen',
    strike: async ({ natsWire }, random) => {
      natsWire.freeze();
      await briefly(random);
      natsWire.mend();
    },
  },
];

function pickProcess({ stack }: Lab, random: SeededRandom) {
  const service = JOB_SERVICES[random.below(JOB_SERVICES.length)] ?? 'loader';
  const replicas = stack.of(service);
  return replicas[random.below(replicas.length)];
}
