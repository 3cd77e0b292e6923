import { type StreamName, STREAMS } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';

export interface StreamUsage {
  readonly stream: StreamName;
  readonly messages: number;
  readonly bytes: number;
}

/** Drops every waiting message on a subject, for instance the chunks of a cancelled job. */
export async function purgeSubject(bus: Bus, stream: StreamName, subject: string): Promise<number> {
  const { purged } = await bus.manager.streams.purge(stream, { filter: subject });
  return purged;
}

/** Messages waiting in each stream. */
export async function streamUsage(bus: Bus): Promise<StreamUsage[]> {
  return Promise.all(
    STREAMS.map(async ({ name }) => {
      const { state } = await bus.manager.streams.info(name);
      return { stream: name, messages: state.messages, bytes: state.bytes };
    }),
  );
}
