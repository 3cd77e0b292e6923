import { expect, test } from 'vitest';

import { formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test.each([
  ['01', true],
  ['00', false],
  // Of the flags only the last bit is known.
  ['ff', true],
  ['02', false],
])('flags %s: sampled is %s', (flags, sampled) => {
  const context = parseTraceparent(`00-${TRACE}-${SPAN}-${flags}`);
  expect(context).toEqual({ traceId: TRACE, spanId: SPAN, sampled });
});

test('what is written is read again', () => {
  for (const sampled of [true, false]) {
    const context = { traceId: TRACE, spanId: SPAN, sampled };
    expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
  }
});

test('a later version may say more', () => {
  expect(parseTraceparent(`01-${TRACE}-${SPAN}-01-more`)).toEqual({
    traceId: TRACE,
    spanId: SPAN,
    sampled: true,
  });
});

test.each([
  undefined,
  '',
  'nonsense',
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  ` 00-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01\n`,
])('%j is none', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
