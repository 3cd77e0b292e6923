import fc from 'fast-check';

/** What has broken APIs before. */
const NOTORIOUS = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '\u0000',
  'a\u0000b',
  '\r\nX-Injected: 1',
  '\u202e',
  '\ud800',
  '\ufffd',
  '統一編號',
  "' OR 1=1 --",
  '%',
  '\\',
  '..',
  '../../etc/passwd',
  '<script>',
  '__proto__',
  'constructor',
  'toString',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'a'.repeat(5_000),
];

/** Escapes that a client would never write, for a path as it is sent. */
export const BROKEN_ESCAPES = [
  '%',
  '%f',
  '%ff',
  '%00',
  '%2e%2e',
  '..%2f..',
  '%c0%ae',
  '%E4%B8',
  ';a=b',
  '//',
  '.',
];

/** Texts that no schema asks for. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NOTORIOUS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);

/** Values of any shape, as JSON can hold them. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, 1e300, [], {}, [[]], { length: 1 }),
  fc.jsonValue({ maxDepth: 3 }),
);
