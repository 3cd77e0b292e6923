/** A pattern of CloudWatch for lines that are JSON, taken apart. */
export type FilterPattern =
  | { readonly kind: 'all' | 'any'; readonly of: readonly FilterPattern[] }
  | Comparison
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: boolean | null }
  | { readonly kind: 'not-exists'; readonly selector: Selector };

export interface Comparison {
  readonly kind: 'comparison';
  readonly selector: Selector;
  readonly operator: Operator;
  readonly operand: Operand;
}

/** From the root of the line: names of properties, places in arrays, and `*` for any of either. */
export type Selector = readonly (string | number | typeof ANY)[];

export const ANY = Symbol('any property or element');

/** The longer ones first, as the shorter ones begin them. */
export const OPERATORS = ['!=', '<=', '>=', '=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'regex'; readonly regex: RegExp };

/** A pattern that CloudWatch refuses, or of which its documentation does not say what it does. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';
}
