export { type Bus, type BusOptions, connectBus } from './connect-bus.ts';
export type { BusLog } from './bus-log.ts';
export { buryChunk } from './bury-chunk.ts';
export { consume, type ConsumeOptions, type Consumption, type Delivery } from './consume.ts';
export { type CommandOptions, consumeCommands } from './consume-commands.ts';
export { openBus } from './open-bus.ts';
export { ENVELOPE_BYTES, publish, type PublishOptions } from './publish.ts';
export { type Fact, publishCommand, publishEvent } from './publish-json.ts';
export { purgeSubject, streamUsage, type StreamUsage } from './streams.ts';
