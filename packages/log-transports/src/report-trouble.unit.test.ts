import { expect, test } from 'vitest';

import { createTroubleReport } from './report-trouble.ts';

test('a trouble is reported once a minute, without secrets and control characters', () => {
  let nowMs = 0;
  const lines: unknown[] = [];
  const report = createTroubleReport({
    service: 'loader',
    event: 'log_shipping_trouble',
    write: (line) => lines.push(JSON.parse(line)),
    now: () => nowMs,
  });
  report('https://user:hunter2@host is away\u0085');
  nowMs = 59_999;
  report('still');
  report('still');
  expect(lines).toMatchObject([
    { level: 'WARN', name: 'loader', message: 'https://***@host is away\u0085', held_back: 0 },
  ]);
  nowMs = 60_000;
  report('still', { status: 503 });
  report('the end', {}, 'always');
  expect(lines.slice(1)).toMatchObject([
    { message: 'still', status: 503, held_back: 2 },
    { message: 'the end', held_back: 0 },
  ]);
});
