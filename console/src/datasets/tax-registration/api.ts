import type { Page } from '../../api/jobs.ts';
import { request } from '../../api/request.ts';
import type { RegistrationFilter } from './filter.ts';

/** A business or a branch, as GET /api/registrations gives it. */
export interface Registration {
  /** 統一編號 */
  readonly ban: string;
  readonly headquarters_ban: string | null;
  readonly business_name: string;
  readonly business_address: string | null;
  /** TWD */
  readonly capital_amount: number;
  /** ROC calendar, YYYMMDD */
  readonly business_setup_date: string | null;
  readonly business_type: string | null;
  readonly is_use_invoice: boolean;
  readonly created_at: string;
}

export interface Industry {
  readonly industry_code: string;
  readonly industry_name: string | null;
  /** 1 to 4, as the source lists them. */
  readonly order: number;
}

export interface RegistrationWithIndustries extends Registration {
  readonly industries: readonly Industry[];
}

/** Numbers about all businesses of the version that is live. */
export interface Statistics<Item> {
  readonly version: number;
  readonly items: readonly Item[];
}

export interface IndustryCount extends Pick<Industry, 'industry_code' | 'industry_name'> {
  readonly businesses: number;
}

export interface YearCount {
  /** ROC calendar; null for those without a date that is one. */
  readonly year: number | null;
  readonly businesses: number;
}

export interface CityCount {
  /** null for addresses that begin with none. */
  readonly city: string | null;
  readonly businesses: number;
}

const PATH = '/api/registrations';

export function listRegistrations(
  filter: RegistrationFilter & { readonly headquarters?: string | undefined },
  page: { readonly cursor: string | undefined; readonly limit: number },
  signal: AbortSignal,
) {
  return request<Page<Registration>>(PATH, { query: { ...filter, ...page }, signal });
}

export function getRegistration(ban: string, signal: AbortSignal) {
  return request<RegistrationWithIndustries>(`${PATH}/${ban}`, { signal });
}

/** The industries with most businesses. */
export function countByIndustry(limit: number, signal: AbortSignal) {
  return request<Statistics<IndustryCount>>(`${PATH}/statistics/industries`, { query: { limit }, signal });
}

export function countByYear(signal: AbortSignal) {
  return request<Statistics<YearCount>>(`${PATH}/statistics/years`, { signal });
}

export function countByCity(signal: AbortSignal) {
  return request<Statistics<CityCount>>(`${PATH}/statistics/cities`, { signal });
}
