import { addressOf } from '../../api/request.ts';

/** What the list is narrowed to; what is empty does not count. */
export interface RegistrationFilter {
  /** A part of the name. */
  readonly name?: string | undefined;
  /** The whole code. */
  readonly industry?: string | undefined;
  /** The start of the address. */
  readonly city?: string | undefined;
}

export const FILTER_NAMES = ['name', 'industry', 'city'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

type Query = Readonly<Record<string, string | undefined>>;

/** The filter that stands in an address. */
export function readFilter(query: Query): RegistrationFilter {
  return tidy({ name: query['name'], industry: query['industry'], city: query['city'] });
}

/** Without what is empty, and without the blanks around the rest. */
export function tidy(filter: RegistrationFilter): RegistrationFilter {
  const filled = FILTER_NAMES.map((name) => [name, filter[name]?.trim() ?? ''] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

export function isFiltered(filter: RegistrationFilter): boolean {
  return FILTER_NAMES.some((name) => filter[name] !== undefined);
}

/** The address of the list with a filter, from after the record `after` on. */
export function listAddress(filter: RegistrationFilter, after?: string): string {
  return addressOf('/data', { ...tidy(filter), after });
}

/** The address of one record. */
export function recordAddress(ban: string): string {
  return `/data/${encodeURIComponent(ban)}`;
}

/** The number (統一編號) that somebody has typed instead of a name, in any width; undefined for anything else. */
export function typedNumber(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  return isNumber(plain) ? plain : undefined;
}

/** Whether it has the shape of a 統一編號. */
export function isNumber(text: string): boolean {
  return /^[0-9]{8}$/.test(text);
}
