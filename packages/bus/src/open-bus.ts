import { type Bus, type BusOptions, connectBus } from './connect-bus.ts';
import { ensureStreams } from './ensure-streams.ts';
import { untilReady } from './until-ready.ts';

/** Connects and makes sure that the streams exist: what a service does at its start. */
export async function openBus(options: BusOptions): Promise<Bus> {
  const bus = await connectBus(options);
  try {
    await untilReady(options.log, () => ensureStreams(bus));
  } catch (error) {
    await bus.close();
    throw error;
  }
  return bus;
}
