import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { EVERY_PROFILE } from './every-profile.ts';

test('no profile of docker-compose.yml is forgotten', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docker-compose.yml'), 'utf8');
  const { services } = parse(text, { merge: true }) as { services: Record<string, { profiles?: string[] }> };
  const profiles = new Set(Object.values(services).flatMap((service) => service.profiles ?? []));
  expect(EVERY_PROFILE).toEqual([...profiles].sort().flatMap((profile) => ['--profile', profile]));
});
