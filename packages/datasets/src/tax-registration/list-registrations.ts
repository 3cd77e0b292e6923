import { z } from 'zod';

import type { QueryRoute } from '../dataset.ts';
import { listRegistrationsPage } from './registration-pages.ts';
import { banSchema, registrationSchema } from './registration.ts';

const LARGEST_PAGE = 200;

/** Text that PostgreSQL can hold. */
const filterText = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((value) => !value.includes('\0'), 'no NUL characters');

// Strict: a misspelt filter would otherwise list everything.
const querySchema = z.strictObject({
  name: filterText.optional().describe('A part of the business name'),
  industry: filterText.optional().describe('Industry code, whole'),
  headquarters: banSchema.optional().describe('總機構統一編號: the branches of this business'),
  city: filterText
    .optional()
    .describe(
      'The start of the address, such as 臺北市; 臺 or 台 and full-width digits or others are the same',
    ),
  cursor: banSchema.optional().describe('next_cursor of the page before'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
});

const responseSchema = z.object({
  items: z.array(registrationSchema),
  next_cursor: z.string().nullable().describe('null on the last page'),
});
type RegistrationPage = z.infer<typeof responseSchema>;

export const listRegistrations: QueryRoute = {
  path: '/registrations',
  summary: 'Registrations by part of a name, industry, headquarters or city, in the order of their numbers',
  querystring: querySchema,
  response: responseSchema,
  async answer(request, query): Promise<RegistrationPage> {
    const { limit, cursor = '', ...filters } = querySchema.parse(request.query);
    // One row more than the page tells whether there is a next one.
    const rows = await listRegistrationsPage(filters, { after: cursor, rows: limit + 1 }, query);
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? (items.at(-1)?.ban ?? null) : null };
  },
};
