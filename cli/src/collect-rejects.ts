import type { ApiClient } from './api-client.ts';
import type { RejectPage } from './api-shapes.ts';

/** What the API gives at most in one page. */
const LARGEST_PAGE = 500;

/** The first `limit` rejects of a job, over as many pages as it takes; `next_cursor` goes on behind them. */
export async function collectRejects(
  api: Pick<ApiClient, 'rejects'>,
  jobId: number,
  type: string | undefined,
  limit: number,
): Promise<RejectPage> {
  let page = await api.rejects(jobId, { type, limit: Math.min(limit, LARGEST_PAGE) });
  const items = [...page.items];
  while (items.length < limit && page.next_cursor !== null) {
    const missing = Math.min(limit - items.length, LARGEST_PAGE);
    page = await api.rejects(jobId, { type, limit: missing, cursor: page.next_cursor });
    items.push(...page.items);
  }
  return { ...page, items };
}
