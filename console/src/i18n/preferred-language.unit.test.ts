import { expect, test } from 'vitest';

import { preferredLanguage } from './preferred-language.ts';

test.each([
  [['zh-TW', 'en'], 'zh-TW'],
  [['de-DE', 'zh-Hant-HK', 'en'], 'zh-TW'],
  [['en-GB', 'zh-TW'], 'en'],
  [['ja', 'fr'], 'en'],
  [[], 'en'],
])('a browser that asks for %j gets %s', (languages, expected) => {
  expect(preferredLanguage(languages)).toBe(expected);
});
