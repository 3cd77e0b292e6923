import { expect, test } from 'vitest';

import { startPattern, unified, unifiedSql } from './address-start.ts';

test('ways of writing an address that mean the same are made one', () => {
  expect(unified('台北市１０號')).toBe('臺北市10號');
  expect(unified('臺北市10號')).toBe('臺北市10號');
  expect(unified('𠮷野１')).toBe('𠮷野1');
});

test('the quick test lets every way of writing through, and takes nothing for a wildcard', () => {
  expect(startPattern('台東縣臺東市1')).toBe('_東縣_東市_%');
  expect(startPattern('100%_\\')).toBe('___\\%\\_\\\\%');
});

test('PostgreSQL is told the same pairs', () => {
  expect(unifiedSql('x')).toBe("translate(x, '台０１２３４５６７８９', '臺0123456789')");
});
