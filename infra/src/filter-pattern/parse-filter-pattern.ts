import { Cursor } from './cursor.ts';
import { ANY, type Comparison, FilterPatternError, OPERATORS, type FilterPattern } from './filter-pattern.ts';
import { parseOperand } from './parse-operand.ts';
import { parseSelector } from './parse-selector.ts';

/** CloudWatch's own quotas for one pattern. */
const MAX_REGEXES = 2;
const MAX_WILDCARDS = 3;

const KEYWORDS = [
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
] as const;

/*
 * pattern    { either }
 * either     both || both …
 * both       term && term …          && binds closer
 * term       ( either ) | condition
 * condition  selector = value | selector IS TRUE | selector NOT EXISTS …
 */

/**
 * Takes a pattern for JSON apart, as CloudWatch's user guide describes them.
 *
 * @throws FilterPatternError for everything that CloudWatch refuses, and for all that it does not document
 */
export function parseFilterPattern(text: string): FilterPattern {
  const cursor = new Cursor(text);
  if (!cursor.takeWord('{')) throw cursor.error('A pattern for JSON stands in braces');
  const pattern = parseEither(cursor);
  if (!cursor.takeWord('}')) throw cursor.error('&&, || or } is expected');
  cursor.skipSpaces();
  if (cursor.take(/./s) !== undefined) throw cursor.error('Nothing follows the closing brace');
  checkQuotas(pattern, text);
  return pattern;
}

function parseEither(cursor: Cursor): FilterPattern {
  return parseJoined(cursor, 'any', '||', () => parseJoined(cursor, 'all', '&&', () => parseTerm(cursor)));
}

function parseJoined(
  cursor: Cursor,
  kind: 'all' | 'any',
  sign: string,
  parse: () => FilterPattern,
): FilterPattern {
  const first = parse();
  const of = [first];
  while (cursor.takeWord(sign)) of.push(parse());
  return of.length === 1 ? first : { kind, of };
}

function parseTerm(cursor: Cursor): FilterPattern {
  if (!cursor.takeWord('(')) return parseCondition(cursor);
  const inner = parseEither(cursor);
  if (!cursor.takeWord(')')) throw cursor.error('A closing parenthesis is missing');
  return inner;
}

function parseCondition(cursor: Cursor): FilterPattern {
  const selector = parseSelector(cursor);
  cursor.skipSpaces();
  if (cursor.take(/NOT\s+EXISTS\b/) !== undefined) {
    if (selector.includes(ANY)) throw cursor.error('NOT EXISTS is not documented for a wildcard');
    return { kind: 'not-exists', selector };
  }
  if (cursor.take(/IS\b/) !== undefined) {
    cursor.skipSpaces();
    const keyword = KEYWORDS.find(([word]) => cursor.take(new RegExp(`${word}\\b`)) !== undefined);
    if (keyword === undefined) throw cursor.error('Behind IS stands TRUE, FALSE or NULL; there is no IS NOT');
    return { kind: 'is', selector, value: keyword[1] };
  }
  return parseComparison(cursor, selector);
}

function parseComparison(cursor: Cursor, selector: Comparison['selector']): Comparison {
  const operator = OPERATORS.find((sign) => cursor.takeWord(sign));
  if (operator === undefined) {
    throw cursor.error('An operator, IS or NOT EXISTS is expected; there is no EXISTS: compare with "*"');
  }
  const operand = parseOperand(cursor);
  const compares = operator === '=' || operator === '!=';
  if (!compares && operand.kind !== 'number') throw cursor.error(`${operator} is for numbers`);
  if (operator === '!=' && selector.includes(ANY)) throw cursor.error('!= is not documented for a wildcard');
  return { kind: 'comparison', selector, operator, operand };
}

function checkQuotas(pattern: FilterPattern, text: string): void {
  const conditions = conditionsOf(pattern);
  const regexes = conditions.filter(
    (condition) => condition.kind === 'comparison' && condition.operand.kind === 'regex',
  );
  const wildcards = conditions.filter(
    (condition) => 'selector' in condition && condition.selector.includes(ANY),
  );
  if (regexes.length > MAX_REGEXES) {
    throw new FilterPatternError(`A pattern has ${MAX_REGEXES} regular expressions at most: ${text}`);
  }
  if (wildcards.length > MAX_WILDCARDS) {
    throw new FilterPatternError(`A pattern has ${MAX_WILDCARDS} selectors with a wildcard at most: ${text}`);
  }
}

function conditionsOf(pattern: FilterPattern): readonly FilterPattern[] {
  return 'of' in pattern ? pattern.of.flatMap(conditionsOf) : [pattern];
}
