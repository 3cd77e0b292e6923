import { SERVICES as PROCESSES } from '@regpipe/stack';
import { expect, test } from 'vitest';

import { type Service, SERVICE_NAMES, SERVICES } from './services.ts';

test('every service of regpipe is one here', () => {
  expect([...SERVICE_NAMES].sort()).toEqual([...PROCESSES].sort());
});

test('of gateway, query service and transformer there are two, of the others one', () => {
  const several = SERVICE_NAMES.filter((name) => SERVICES[name].desired === 2);
  expect(several.sort()).toEqual(['gateway', 'query', 'transformer'] satisfies Service[]);
  const others = SERVICE_NAMES.filter((name) => !several.includes(name));
  expect(others.map((name) => SERVICES[name].desired)).toEqual(others.map(() => 1));
});

test('a service that scales never has fewer tasks than it begins with', () => {
  for (const { desired, scaling } of Object.values(SERVICES)) {
    if (scaling === undefined) continue;
    expect(scaling.least).toBe(desired);
    expect(scaling.most).toBeGreaterThan(scaling.least);
  }
});
