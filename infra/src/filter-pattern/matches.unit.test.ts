import { describe, expect, test } from 'vitest';

import { matches } from './matches.ts';
import { parseFilterPattern } from './parse-filter-pattern.ts';

/** The two events on which CloudWatch's user guide explains patterns for JSON, with a flag more. */
const TRAIL = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  'cluster.name': 'c',
  ThisFlag: true,
};
const USERS = {
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [
    { id: 2, email: 'John.Doe@example.com' },
    { id: 3, email: 'Jane.Doe@example.com' },
  ],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

function match(pattern: string, line: unknown): boolean {
  return matches(parseFilterPattern(pattern), line);
}

describe('as the user guide says of its own examples', () => {
  test.each([
    '{ $.eventType = "UpdateTrail" }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.objectList[1].id = 2 }',
    '{ $.eventType = %Trail% }',
    '{ $.arrayKey[*] = %val.{2}% }',
    String.raw`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`,
    '{ $.[\'cluster.name\'] = "c" }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.eventType = "*" && $.sourceIPAddress != 123.123.* }',
  ])('%s matches', (pattern) => {
    expect(match(pattern, TRAIL)).toBe(true);
  });

  test.each([
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      true,
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      false,
    ],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
  ])('%s is %s', (pattern, expected) => {
    expect(match(pattern, USERS)).toBe(expected);
  });

  test('neither = nor != is true of an array, nor of an object', () => {
    for (const operator of ['=', '!=']) {
      expect(match(`{ $.users ${operator} 1 }`, { users: [1, 2, 3] })).toBe(false);
      expect(match(`{ $.user ${operator} 1 }`, USERS)).toBe(false);
    }
  });

  test('an asterisk is for the ends of a text, and is itself in the middle', () => {
    const event = (name: string) => ({ event: name });
    expect(match('{ $.event = *Event }', event('PutEvent'))).toBe(true);
    expect(match('{ $.event = "Event*" }', event('EventName'))).toBe(true);
    expect(match('{ $.event = *ven* }', event('EventName'))).toBe(true);
    expect(match('{ $.event = Ev*ent }', event('Evolvent'))).toBe(false);
    expect(match('{ $.event = Ev*ent }', event('Ev*ent'))).toBe(true);
  });

  test.each([
    ['{ $.latency >= 500 }', { latency: 500 }, { latency: 499.9 }],
    ['{ $.latency < 50 }', { latency: -1 }, { latency: 50 }],
    ['{ $.numbers[0] < 10e3 }', { numbers: [9_999] }, { numbers: [10_000] }],
    ['{ $.numbers[0] < 10e-3 }', { numbers: [0.009] }, { numbers: [0.01] }],
    ['{ $.processes[4].runtime <= 55.5 }', { processes: [0, 0, 0, 0, { runtime: 55.5 }] }, { processes: [] }],
    ['{ $.errorCode = 400}', { errorCode: 400 }, { errorCode: 4000 }],
    ['{ $.errorCode != 500 }', { errorCode: 400 }, { errorCode: 500 }],
    ['{ $.latency > +1000 }', { latency: 1_001 }, { latency: 1_000 }],
    ['{ $.number[0] = 1e-3 }', { number: [0.001] }, { number: [1_000] }],
    ['{ $.latency = * }', { latency: 12 }, { delay: 12 }],
  ])('numbers: %s', (pattern, matching, other) => {
    expect(match(pattern, matching)).toBe(true);
    expect(match(pattern, other)).toBe(false);
  });
});

test('a property that is not there is neither equal nor unequal', () => {
  expect(match('{ $.nothing = 1 }', TRAIL)).toBe(false);
  expect(match('{ $.nothing != 1 }', TRAIL)).toBe(false);
  expect(match('{ $.eventType NOT EXISTS }', TRAIL)).toBe(false);
});

test('null, true and false are themselves, and no texts', () => {
  expect(match('{ $.SomeObject = "null" }', TRAIL)).toBe(false);
  expect(match('{ $.SomeObject NOT EXISTS }', TRAIL)).toBe(false);
  expect(match('{ $.ThisFlag = "true" }', TRAIL)).toBe(false);
  expect(match('{ $.ThisFlag IS FALSE }', TRAIL)).toBe(false);
  expect(match('{ $.eventType IS NULL }', TRAIL)).toBe(false);
});

test('a name does not reach into an array, nor a place into an object', () => {
  expect(match('{ $.arrayKey.length = 2 }', TRAIL)).toBe(false);
  expect(match('{ $.user[0] = "a" }', { user: { 0: 'a' } })).toBe(false);
  expect(match('{ $.toString NOT EXISTS }', TRAIL)).toBe(true);
});

test('upper and lower case are not the same', () => {
  expect(match('{ $.level = "error" }', { level: 'ERROR' })).toBe(false);
});

test('what is no object matches nothing', () => {
  for (const line of ['ERROR', 1, null, []]) expect(match('{ $.level = "ERROR" }', line)).toBe(false);
});
