import { z } from 'zod';

/** What the strikes of one fault came to. */
export const faultRowSchema = z.object({
  id: z.string(),
  group: z.string(),
  fault: z.string(),
  strikes: z.int().describe('How often it was struck'),
  outcomes: z.array(z.string()).describe('Each once'),
  held: z.boolean().describe('Whether every invariant held'),
  recovery_s: z
    .number()
    .nullable()
    .describe('The longest, from the strike until the job had ended as it should'),
  lost: z.int(),
  doubled: z.int(),
  not_struck: z.string().nullable().describe('Why no strike was made'),
});
export type FaultRow = z.infer<typeof faultRowSchema>;

export const faultsResultSchema = z.object({
  at: z.string(),
  form: z.enum(['full', 'short', 'random']),
  seed: z.int().nullable(),
  machine: z.string(),
  seconds: z.number(),
  strikes: z.int(),
  held: z.boolean(),
  rows: z.array(faultRowSchema),
});
export type FaultsResult = z.infer<typeof faultsResultSchema>;
