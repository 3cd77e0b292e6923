import { z } from 'zod';

import type { QueryRoute } from '../dataset.ts';
import { banSchema, industrySchema, REGISTRATION_COLUMNS, registrationSchema } from './registration.ts';

const paramsSchema = z.object({ ban: banSchema });

const responseSchema = registrationSchema.extend({ industries: z.array(industrySchema) });
type RegistrationWithIndustries = z.infer<typeof responseSchema>;

// One statement, so that a publication between two of them cannot mix two snapshots.
const FIND_REGISTRATION = `
  SELECT ${REGISTRATION_COLUMNS},
    (SELECT coalesce(json_agg(json_build_object('industry_code', i.industry_code, 'industry_name', i.industry_name,
                                                'order', i."order") ORDER BY i."order"), '[]')
       FROM public.business_industry AS i WHERE i.business_id = r.ban) AS industries
    FROM public.tax_registration AS r
   WHERE r.ban = $1`;

export const findRegistration: QueryRoute = {
  path: '/registrations/:ban',
  summary: 'One registration with its industries',
  params: paramsSchema,
  response: responseSchema,
  async answer(request, query) {
    const { ban } = paramsSchema.parse(request.params);
    const rows = await query<RegistrationWithIndustries>(FIND_REGISTRATION, [ban]);
    return rows[0];
  },
};
