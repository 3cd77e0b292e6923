import { startPattern, unified, unifiedSql } from './address-start.ts';
import { containsPattern } from './name-pattern.ts';

/** What a list of registrations is narrowed to. */
export interface RegistrationFilters {
  readonly name?: string | undefined;
  readonly industry?: string | undefined;
  readonly headquarters?: string | undefined;
  /** The start of the address, in any way of writing. */
  readonly city?: string | undefined;
}

/** A WHERE clause over `tax_registration AS r` with its parameters. */
export interface Conditions {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The headquarters index holds whole numbers only; a query that is to use it must say so as well. */
export const WHOLE_HEADQUARTERS = 'length(headquarters_ban) = 8';

/** @param bigrams also ask for the name's bigrams, which only helps once their index is built */
export function filterConditions(filters: RegistrationFilters, bigrams: boolean): Conditions {
  const { name, industry, headquarters, city } = filters;
  const terms = ['true'];
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;

  if (name !== undefined && bigrams) {
    terms.push(`regpipe.bigrams(r.business_name) @> regpipe.bigrams(${parameter(name)})`);
  }
  if (name !== undefined) terms.push(`r.business_name LIKE ${parameter(containsPattern(name))}`);
  if (headquarters !== undefined) {
    terms.push(`r.headquarters_ban = ${parameter(headquarters)} AND ${WHOLE_HEADQUARTERS}`);
  }
  if (industry !== undefined) {
    terms.push(`EXISTS (SELECT FROM public.business_industry AS i
                         WHERE i.business_id = r.ban AND i.industry_code = ${parameter(industry)})`);
  }
  if (city !== undefined) {
    const start = unified(city);
    terms.push(`r.business_address LIKE ${parameter(startPattern(city))}
      AND ${unifiedSql(`left(r.business_address, ${parameter(Array.from(start).length)})`)} = ${parameter(start)}`);
  }
  return { sql: terms.join(' AND '), values };
}
