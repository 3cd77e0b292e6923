import { ApiError } from '../../api/api-error.ts';
import { request } from '../../api/request.ts';

export interface UserStatistics {
  readonly user_id: string;
  readonly login_count: number;
  readonly post_count: number;
  readonly updated_at: string;
}

/** What is known of a user; null where no file has said anything. */
export async function findUserStatistics(
  userId: string,
  signal: AbortSignal,
): Promise<UserStatistics | null> {
  try {
    return await request<UserStatistics>(`/api/user-statistics/${encodeURIComponent(userId)}`, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'RECORD_NOT_FOUND') return null;
    throw error;
  }
}
