import type { QueryRoute, StatisticsRoute } from '../dataset.ts';
import { cities } from './cities.ts';
import { findRegistration } from './find-registration.ts';
import { industryCounts } from './industry-counts.ts';
import { listRegistrations } from './list-registrations.ts';
import { setupYears } from './setup-years.ts';

export const routes: readonly QueryRoute[] = [findRegistration, listRegistrations];

export const statistics: readonly StatisticsRoute[] = [industryCounts, setupYears, cities];
