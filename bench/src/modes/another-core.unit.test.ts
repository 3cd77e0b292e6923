import { expect, test } from 'vitest';

import { describeAnotherCore } from './another-core.ts';

test('two measurements give what cannot be shared out, and a forecast', () => {
  const text = describeAnotherCore([
    { cores: 1, seconds: 40, each: [], cpu_seconds: 38 },
    { cores: 2, seconds: 25, each: [], cpu_seconds: 39 },
  ]);
  expect(text).toContain('the second saves 15.0 s (38 %)');
  expect(text).toContain('25 % of the time');
  expect(text).toContain('about 20.0 s, a fourth to 17.5 s');
});

test('what was not measured is said', () => {
  expect(describeAnotherCore([])).toContain('taskset');
  expect(describeAnotherCore([{ cores: 1, seconds: 40, each: [], cpu_seconds: 38 }])).toContain('one core');
});
