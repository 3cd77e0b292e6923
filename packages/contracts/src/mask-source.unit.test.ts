import { expect, test } from 'vitest';

import { maskSource } from './mask-source.ts';

test.each([
  ['https://user:secret@example.org/a.csv', 'https://***@example.org/a.csv'],
  ['https://token@example.org/a.csv', 'https://***@example.org/a.csv'],
  ['HTTPS://user:se@cr:et@example.org:8443/a@b.csv?x=1', 'HTTPS://***@example.org:8443/a@b.csv?x=1'],
  ['https:////user:secret@example.org/', 'https:////***@example.org/'],
  ['https:\\\\user:secret@example.org\\a', 'https:\\\\***@example.org\\a'],
  [' ftp://user:sec ret@example.org/', ' ftp://***@example.org/'],
  [
    'https://a.org/f?id=7&X-Amz-Signature=abc&X-Amz-Credential=d%2Fe#p',
    'https://a.org/f?id=7&X-Amz-Signature=***&X-Amz-Credential=***#p',
  ],
  ['https://a.org/f?sig=abc&api_key=def', 'https://a.org/f?sig=***&api_key=***'],
])('what opens %s is not shown', (source, shown) => {
  expect(maskSource(source)).toBe(shown);
});

test.each([
  'https://eip.fia.gov.tw/data/BGMOPEN1.csv',
  'https://example.org/a@b.csv?mail=a@b',
  '/data/a@b:c.csv',
  'file:///data/a.csv',
])('%s is shown as it is', (source) => {
  expect(maskSource(source)).toBe(source);
});
