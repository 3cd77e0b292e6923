import { expect, test } from 'vitest';

import { isFiltered, listAddress, readFilter, typedNumber } from './filter.ts';

test('a filter stands in the address, and comes back from it', () => {
  const filter = { name: '大同&小館', city: '臺北市' };
  const address = listAddress(filter, '04595257');
  const query = Object.fromEntries(new URL(address, 'http://console.test').searchParams);
  expect(query).toEqual({ ...filter, after: '04595257' });
  expect(readFilter(query)).toEqual(filter);
});

test('what is empty or blank is no filter, and does not stand in the address', () => {
  expect(readFilter({ name: '  ', industry: '', dataset: 'tax-registration' })).toEqual({});
  expect(isFiltered(readFilter({ name: ' ' }))).toBe(false);
  expect(isFiltered(readFilter({ city: '臺' }))).toBe(true);
  expect(listAddress({ name: ' ', industry: undefined })).toBe('/data');
  expect(listAddress({ name: ' 商行 ' })).toBe('/data?name=%E5%95%86%E8%A1%8C');
});

test.each([
  ['04595257', '04595257'],
  [' 0459 5257 ', '04595257'],
  ['０４５９５２５７', '04595257'],
  ['0459525', undefined],
  ['045952577', undefined],
  ['7-Eleven', undefined],
  ['', undefined],
])('%j is taken for the number %j', (typed, number) => {
  expect(typedNumber(typed)).toBe(number);
});
