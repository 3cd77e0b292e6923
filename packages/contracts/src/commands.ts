import { z } from 'zod';

import { jobModeSchema } from './job.ts';

/** What is known of the source when a job opens it: enough to tell later whether it is still the same. */
export const sourceIdentitySchema = z.object({
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Bytes as served, before any decompression. */
  contentLength: z.number().int().nullable(),
});
export type SourceIdentity = z.infer<typeof sourceIdentitySchema>;

/** Where fetching goes on: the first chunk that is not wholly in the ledger. */
export const checkpointSchema = z.object({
  chunk: z.number().int(),
  firstRecord: z.number().int(),
  firstLine: z.number().int(),
  byteOffset: z.number().int(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** `jobs.fetch.<dataset>`: read the source, cut it into chunks and publish them. */
export const fetchCommandSchema = z.object({
  type: z.literal('fetch'),
  jobId: z.number().int(),
  dataset: z.string(),
  attempt: z.number().int(),
  mode: jobModeSchema,
  source: z.string(),
  recordLimit: z.number().int().nullable(),
  chunkBytes: z.number().int(),
  chunkRecords: z.number().int().nullable(),
});
export type FetchCommand = z.infer<typeof fetchCommandSchema>;

/** `jobs.publish.<dataset>`: every record is in the ledger; build constraints and point the live names over. */
export const publishCommandSchema = z.object({
  type: z.literal('publish'),
  jobId: z.number().int(),
  dataset: z.string(),
  attempt: z.number().int(),
});
export type PublishCommand = z.infer<typeof publishCommandSchema>;

/** `jobs.redrive.<dataset>`: send the dead letters of a job under repair again, as chunks of this attempt. */
export const redriveCommandSchema = z.object({
  type: z.literal('redrive'),
  jobId: z.number().int(),
  dataset: z.string(),
  attempt: z.number().int(),
});
export type RedriveCommand = z.infer<typeof redriveCommandSchema>;

/** `jobs.discard.<dataset>`: drop the tables of a job that ended without publishing, or of a repair that was given up. */
export const discardCommandSchema = z.object({
  type: z.literal('discard'),
  jobId: z.number().int(),
  dataset: z.string(),
  /** Only the tables of this repair: the job's version is published. */
  repair: z.number().int().optional(),
});
export type DiscardCommand = z.infer<typeof discardCommandSchema>;

/** `jobs.index.<dataset>`: build what only speeds queries up, after a publication. */
export const indexCommandSchema = z.object({
  type: z.literal('index'),
  version: z.number().int(),
  dataset: z.string(),
});
export type IndexCommand = z.infer<typeof indexCommandSchema>;

/** `jobs.rebuild.<projection>`: make a projection anew from the recorded commands. */
export const rebuildCommandSchema = z.object({
  type: z.literal('rebuild'),
  projection: z.string(),
  /** Of the tables that are built. */
  generation: z.number().int(),
});
export type RebuildCommand = z.infer<typeof rebuildCommandSchema>;

/** What the live publication was made of. */
export const publishedSourceSchema = z.object({
  /** The job that published it. */
  jobId: z.number().int(),
  identity: sourceIdentitySchema,
});
export type PublishedSource = z.infer<typeof publishedSourceSchema>;

/** What the fetcher asks the tracker before it reads: is the job still wanted, and where does it go on? */
export const fetchPlanSchema = z.object({
  wanted: z.boolean(),
  checkpoint: checkpointSchema.nullable(),
  /** CRC-32 of every chunk before the checkpoint, to prove a re-read source the same. */
  loadedCrc32: z.array(z.number().int()),
  /** Chunks behind the checkpoint that are loaded already: they are read and not sent again. */
  loadedChunks: z.array(z.number().int()),
  identity: sourceIdentitySchema.nullable(),
  /** Where the source is still this one, there is nothing to load; null for a job that loads it in any case. */
  published: publishedSourceSchema.nullable(),
});
export type FetchPlan = z.infer<typeof fetchPlanSchema>;
