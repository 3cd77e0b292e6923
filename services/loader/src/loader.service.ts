import { buryChunk, chunkFields, consume, consumeCommands, type Consumption } from '@regpipe/bus';
import {
  decodeCleanHeaders,
  discardCommandSchema,
  indexCommandSchema,
  publishCommandSchema,
} from '@regpipe/contracts';
import type { ServiceSchema } from 'moleculer';

import { createChunkLoader, handleChunk } from './handle-chunk.ts';
import { type CommandDependencies, handleDiscard, handleIndex, handlePublish } from './handle-commands.ts';

/**
 * Consumes CLEAN, and the commands publish, index and discard: everything that writes to a data set's tables. A message
 * is acknowledged after its COMMIT.
 */
export function loaderService(dependencies: CommandDependencies): ServiceSchema {
  const { bus, config } = dependencies;
  const limits = { ackWaitMs: config.REGPIPE_ACK_WAIT_MS, maxDeliveries: config.REGPIPE_MAX_DELIVERIES };
  const commands = { ...limits, concurrency: 1, failureCode: 'PUBLICATION_FAILED' } as const;
  const loader = createChunkLoader(dependencies, config.LOADER_LANES);
  const consumptions: Consumption[] = [];
  return {
    name: 'loader',
    actions: {
      health: () => ({ service: 'loader', bus: bus.isConnected() }),
    },
    async started() {
      consumptions.push(
        await consume(bus, {
          ...limits,
          stream: 'CLEAN',
          durable: 'loader',
          concurrency: config.LOADER_CONCURRENCY,
          retryDelayMs: 500,
          about: ({ headers }) => chunkFields(decodeCleanHeaders(headers)),
          handle: (delivery, signal) => handleChunk(dependencies, loader, delivery, signal),
          bury: async (delivery, error, signal) => {
            await buryChunk(bus, 'loader', decodeCleanHeaders(delivery.headers), delivery, error, signal);
          },
        }),
        await consumeCommands(bus, {
          ...commands,
          verb: 'publish',
          schema: publishCommandSchema,
          handle: (command, { traceparent }, signal) =>
            handlePublish(dependencies, command, traceparent, signal),
        }),
        await consumeCommands(bus, {
          ...commands,
          verb: 'index',
          schema: indexCommandSchema,
          handle: (command, { traceparent }, signal) =>
            handleIndex(dependencies, command, traceparent, signal),
        }),
        await consumeCommands(bus, {
          ...commands,
          verb: 'discard',
          schema: discardCommandSchema,
          handle: (command, _delivery, signal) => handleDiscard(dependencies, command, signal),
        }),
      );
    },
    async stopped() {
      await Promise.all(consumptions.map((consumption) => consumption.stop()));
    },
  };
}
