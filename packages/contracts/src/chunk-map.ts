import { z } from 'zod';

/*
 * Where each chunk of a job is. Chunks are numbered from 0 in the order of the source:
 *
 *   loaded     in the ledger, all of its parts, no record of it rejected
 *   rejects    the same, with rejected records
 *   waiting    fetched, on its way through the streams
 *   dead       failed every delivery
 *   redriven   dead, and on its way again
 */
export const CHUNK_STATES = ['loaded', 'rejects', 'waiting', 'dead', 'redriven'] as const;
export const chunkStateSchema = z.enum(CHUNK_STATES);
export type ChunkState = z.infer<typeof chunkStateSchema>;

/** The chunks of a job as runs of neighbours in the same state; what is in no run has not been fetched. */
export const chunkMapSchema = z.object({
  total: z.number().int().nullable().describe('Chunks in all; null until the whole source is read'),
  runs: z.array(
    z.object({
      first: z.number().int(),
      last: z.number().int(),
      state: chunkStateSchema,
      records: z.number().int().nullable().describe('Of the whole run; null where not known yet'),
      failed: z.number().int().describe('Of them rejected'),
    }),
  ),
});
export type ChunkMap = z.infer<typeof chunkMapSchema>;
