import { z } from 'zod';

/** One process of a service, as it announces itself on the bus. */
export const replicaSchema = z.object({
  node: z.string().describe('Its node id on the bus'),
  host: z.string(),
  version: z.string().nullable().describe("Of regpipe; null where it doesn't say"),
  seen_seconds: z.number().describe('Since its last heartbeat'),
});

/** A service of regpipe and the processes of it that are there. */
export const serviceSchema = z.object({
  name: z.string(),
  replicas: z.array(replicaSchema).describe('Empty when the service is away'),
});

/** Who is there, as the gateway sees it. */
export const systemSchema = z.object({
  version: z.string().describe("The gateway's own"),
  services: z
    .array(serviceSchema)
    .describe('Every service that regpipe consists of, in the order of the pipeline'),
  database: z.object({ reachable: z.boolean(), version: z.string().nullable() }),
  bus: z.object({ reachable: z.boolean(), version: z.string().nullable() }),
});
export type System = z.infer<typeof systemSchema>;
