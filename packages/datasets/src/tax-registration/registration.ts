import { z } from 'zod';

/** What the queries answer: the columns of `tax_registration` under their own names. */
export const registrationSchema = z.object({
  ban: z.string().describe('統一編號, 8 digits'),
  headquarters_ban: z.string().nullable().describe('總機構統一編號, of branches'),
  business_name: z.string(),
  business_address: z.string().nullable(),
  capital_amount: z.number().describe('TWD; exact up to 2^53'),
  business_setup_date: z.string().nullable().describe('ROC calendar, YYYMMDD as in the source'),
  business_type: z.string().nullable(),
  is_use_invoice: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Registration = z.infer<typeof registrationSchema>;

export const industrySchema = z.object({
  industry_code: z.string(),
  industry_name: z.string().nullable(),
  order: z.number().int().describe('1 to 4, the position in the source'),
});

/** The select list of a `Registration` from a table called `r`. */
export const REGISTRATION_COLUMNS = `
  r.ban, r.headquarters_ban, r.business_name, r.business_address, r.capital_amount, r.business_setup_date,
  r.business_type, r.is_use_invoice, r.created_at, r.updated_at`;

export const banSchema = z
  .string()
  .regex(/^[0-9]{8}$/, '8 digits')
  .describe('統一編號');
