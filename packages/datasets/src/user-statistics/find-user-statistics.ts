import { z } from 'zod';

import type { QueryRoute } from '../dataset.ts';

const paramsSchema = z.object({
  user_id: z
    .string()
    .min(1)
    .max(200)
    .refine((value) => !value.includes('\0'), 'no NUL characters')
    .describe('ユーザーID'),
});

const responseSchema = z.object({
  user_id: z.string(),
  login_count: z.number().describe('ログイン回数; exact up to 2^53'),
  post_count: z.number().describe('投稿回数; exact up to 2^53'),
  updated_at: z.iso.datetime().describe('When the file that says so was merged'),
});

const FIND_USER_STATISTICS = `
  SELECT user_id, login_count, post_count, updated_at FROM public.user_statistics WHERE user_id = $1`;

export const findUserStatistics: QueryRoute = {
  path: '/user-statistics/:user_id',
  summary: 'What the newest file says of one user',
  params: paramsSchema,
  response: responseSchema,
  async answer(request, query) {
    const { user_id } = paramsSchema.parse(request.params);
    const rows = await query<z.infer<typeof responseSchema>>(FIND_USER_STATISTICS, [user_id]);
    return rows[0];
  },
};
