import { parseEnv } from 'node:util';

import { expect, test } from 'vitest';

import { hasBlock, withBlock, withoutBlock } from './env-block.ts';

const OURS = { AWS_REGION: 'eu-west-1', TF_VAR_log_group: '/docker/#etl' };

test.each(['', '# mine\nREGPIPE_HTTP_PORT=8123\n', 'A=1\n\n', '\n', 'AWS_REGION=mine\n'])(
  'what stands there is kept, and counts less: %j',
  (own) => {
    const text = withBlock(own, OURS);
    expect(text.startsWith(own)).toBe(true);
    expect(parseEnv(text)).toEqual({ ...parseEnv(own), ...OURS });
    expect(withoutBlock(text)).toBe(own);
  },
);

test('ours are replaced, not added to', () => {
  const text = withBlock(withBlock('A=1\n', OURS), { AWS_REGION: 'us-east-1' });
  expect(parseEnv(text)).toEqual({ A: '1', AWS_REGION: 'us-east-1' });
  expect(text.match(/^AWS_REGION/gm)).toHaveLength(1);
});

test('what somebody has written behind them is kept as well', () => {
  const text = `${withBlock('A=1\n', OURS)}B=2\n`;
  expect(withoutBlock(text)).toBe('A=1\nB=2\n');
});

test('a quote is a part of the value', () => {
  expect(parseEnv(withBlock('', { TF_VAR_alarm_email: "o'neil@example.com" }))).toEqual({
    TF_VAR_alarm_email: "o'neil@example.com",
  });
});

test('a block is known by what it says of itself', () => {
  expect([hasBlock('A=1\n'), hasBlock(withBlock('A=1\n', {}))]).toEqual([false, true]);
});
