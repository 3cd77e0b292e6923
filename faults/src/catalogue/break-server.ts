import { setTimeout as pause } from 'node:timers/promises';

import type { Strike } from '../fault.ts';
import type { Scale } from '../lab/scale.ts';
import type { Lab } from '../lab/start-lab.ts';

type ServerName = 'nats' | 'postgres';
type WireName = 'natsWire' | 'postgresWire';

/** A server ends in the middle of a job, and is back after a while. */
export function away(server: ServerName, end: 'stop' | 'kill', lengthOf: (scale: Scale) => number): Strike {
  return strikeInTheMiddle(async (lab) => {
    await lab[server][end]();
    lab.source.release();
    await pause(lengthOf(lab.scale));
    await lab[server].start();
  });
}

/** Every connection is cut once it has carried so many more bytes: in the middle of a message. */
export function cutAfter(wire: WireName, bytes: number): Strike {
  return strikeInTheMiddle((lab) => {
    lab[wire].cutAfter(bytes);
    return Promise.resolve();
  });
}

/** No packet comes through for a while. */
export function frozen(wire: WireName): Strike {
  return strikeInTheMiddle(async (lab) => {
    lab[wire].freeze();
    lab.source.release();
    await pause(lab.scale.stoppedMs);
    lab[wire].mend();
  });
}

/** A job in its middle meets something that passes, and must publish all the same. */
function strikeInTheMiddle(strike: (lab: Lab) => Promise<void>): Strike {
  return async (bout) => {
    const job = await bout.startHalf();
    bout.mark();
    await strike(bout.lab);
    bout.lab.source.release();
    return bout.published(job);
  };
}
