import { expect, test } from 'vitest';

import { FilterPatternError } from './filter-pattern.ts';
import { parseFilterPattern } from './parse-filter-pattern.ts';

test('&& binds closer than ||, and parentheses closest', () => {
  const is = (name: string) => ({ kind: 'is', selector: [name], value: true });
  expect(parseFilterPattern('{ $.a IS TRUE || $.b IS TRUE && ($.c IS TRUE || $.d IS TRUE) }')).toEqual({
    kind: 'any',
    of: [is('a'), { kind: 'all', of: [is('b'), { kind: 'any', of: [is('c'), is('d')] }] }],
  });
});

test('spaces are free', () => {
  expect(parseFilterPattern('{$.a>=1&&$.b="x"}')).toEqual(parseFilterPattern('{ $.a >= 1  &&  $.b = "x" }'));
});

// What is refused must not pass for something that matches nothing.
test.each([
  ['ERROR', 'braces'],
  ['[ip, user]', 'braces'],
  ['{ }', '$.'],
  ['{ $ = 1 }', 'names a property'],
  ['{ $[0] = 1 }', 'names a property'],
  ['{ level = "ERROR" }', '$.'],
  ['{ $.level == "ERROR" }', 'A value is missing'],
  ['{ $.level = "ERROR }', 'A value is missing'],
  ["{ $.level = 'ERROR' }", 'A value is missing'],
  ['{ $.level = é }', 'need quotes'],
  [String.raw`{ $.level = "\"" }`, 'backslash'],
  ['{ $.level = }', 'A value is missing'],
  ['{ $.level }', 'An operator'],
  ['{ $.level EXISTS }', 'there is no EXISTS'],
  ['{ $.level IS NOT NULL }', 'there is no IS NOT'],
  ['{ $.level IS "ERROR" }', 'TRUE, FALSE or NULL'],
  ['{ $.count > "5" }', '> is for numbers'],
  ['{ $.count > 5* }', '> is for numbers'],
  ['{ $.a = 1 & $.b = 2 }', '&&, || or }'],
  ['{ ($.a = 1 }', 'closing parenthesis'],
  ['{ $.a = 1 } }', 'Nothing follows'],
  ['{ $.a = %(x)% }', 'does not support this regular expression'],
  ['{ $.a = %something!% }', 'does not support this regular expression'],
  ['{ $.a = %[% }', 'no regular expression'],
  ['{ $.a[*].* = 1 }', 'one wildcard'],
  ['{ $.a[*] NOT EXISTS }', 'not documented'],
  ['{ $.a[*] != 1 }', 'not documented'],
  ['{ $.a = %1% && $.b = %2% && $.c = %3% }', '2 regular expressions'],
  ['{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }', '3 selectors'],
])('%s is refused', (pattern, problem) => {
  expect(() => parseFilterPattern(pattern)).toThrow(FilterPatternError);
  expect(() => parseFilterPattern(pattern)).toThrow(problem);
});

test('an error says where it is', () => {
  expect(() => parseFilterPattern('{ $.a ~ 1 }')).toThrow(/at character 7 of \{ \$\.a ~ 1 \}/);
});
