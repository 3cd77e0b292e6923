import { isRouteMissing } from '../api/api-error.ts';

/** What a route answers; null where this gateway does not have the route, so that a page leaves that part out. */
export async function ifServed<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isRouteMissing(error)) return null;
    throw error;
  }
}
