import type { QueryRoute } from '../dataset.ts';
import { findRegistration } from './find-registration.ts';
import { listRegistrations } from './list-registrations.ts';

export const routes: readonly QueryRoute[] = [findRegistration, listRegistrations];
