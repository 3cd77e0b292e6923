import type { Calls } from '@regpipe/contracts';
import { answer } from '@regpipe/runtime';
import type { Context, ServiceSchema } from 'moleculer';

import type { IntakeContext } from './intake-context.ts';
import { keepWorking } from './keep-working.ts';
import { receiveDrop } from './receive-drop.ts';
import { type Place, watchPlace } from './watch-place.ts';

/** How soon a drop is begun after it has arrived, while nothing else is at work. */
const IDLE_MS = 500;

export interface IntakeOptions {
  readonly places: readonly Place[];
  /** Whatever else tells of files: runs until it is aborted. */
  readonly listen?: ((intake: IntakeContext) => Promise<void>) | undefined;
}

/** Takes dropped files in: has each loaded once, writes its report and moves it away. Any number of intakes share the work. */
export function intakeService(given: IntakeContext, { places, listen }: IntakeOptions): ServiceSchema {
  const stopping = new AbortController();
  const intake = { ...given, signal: AbortSignal.any([given.signal, stopping.signal]) };
  let working: Promise<void>[] = [];
  return {
    name: 'intake',
    actions: {
      health: () => ({ service: 'intake', places: places.map(({ store }) => store.bucket) }),
      receive: ({ params }: Context<Calls['intake.receive']['params']>) =>
        answer(() => receiveDrop(intake, params)),
    },
    started() {
      tellPlaces(intake, places);
      working = [
        ...places.map((place) => watchPlace(intake, place)),
        ...(listen === undefined ? [] : [listen(intake)]),
        ...(places.length === 0 ? [] : [keepWorking(intake, IDLE_MS)]),
      ];
      return Promise.resolve();
    },
    async stopped() {
      stopping.abort(new Error('The intake is stopping.'));
      await Promise.all(working);
    },
  };
}

function tellPlaces({ log }: IntakeContext, places: readonly Place[]): void {
  if (places.length === 0) {
    const message = 'Nothing is watched: neither REGPIPE_DROP_DIRECTORY nor REGPIPE_S3_BUCKET is set';
    log.info({ event: 'intake_idle' }, message);
  }
  for (const { store, everyMs } of places) {
    const how = everyMs === null ? 'events only' : `every ${everyMs / 1_000} s`;
    log.info(
      { event: 'place_watched', place: store.bucket, every_ms: everyMs },
      `${store.bucket} is watched: ${how}`,
    );
  }
}
