import { ApiError } from '../../api/api-error.ts';
import { getRegistration, type RegistrationWithIndustries } from './api.ts';

/** A record of the live version; null where there is none with this number. */
export async function findRegistration(
  ban: string,
  signal: AbortSignal,
): Promise<RegistrationWithIndustries | null> {
  try {
    return await getRegistration(ban, signal);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'RECORD_NOT_FOUND') return null;
    throw error;
  }
}
