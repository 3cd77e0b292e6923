import { z } from 'zod';

/** A durable consumer of a stream, as JetStream counts it. */
export const consumerViewSchema = z.object({
  name: z.string(),
  pending: z.number().int().describe('Messages that it has not been given yet'),
  in_flight: z.number().int().describe('Given, and not acknowledged yet'),
  redelivered: z.number().int().describe('Given more than once, and not acknowledged yet'),
});

/** A stream with what is in it and who reads it. */
export const streamViewSchema = z.object({
  name: z.string(),
  subjects: z.array(z.string()),
  messages: z.number().int(),
  bytes: z.number().int(),
  max_bytes: z.number().int(),
  consumers: z.array(consumerViewSchema),
});
export type StreamView = z.infer<typeof streamViewSchema>;

/** A chunk that failed every delivery; a row of `etl.dead_chunk`. */
export const deadChunkSchema = z.object({
  job_id: z.number().int(),
  dataset: z.string(),
  stage: z.string(),
  chunk: z.number().int(),
  part: z.number().int(),
  records: z.number().int(),
  reason: z.string(),
  at: z.iso.datetime({ offset: true }),
  redriven: z.boolean().describe('Whether a repair drives it again at the moment'),
  redrivable: z.boolean().describe('Whether its job can be redriven now'),
});
export type DeadChunk = z.infer<typeof deadChunkSchema>;
