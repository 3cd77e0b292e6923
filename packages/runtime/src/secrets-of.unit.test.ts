import { expect, test } from 'vitest';

import { commonConfigSchema, databaseConfigSchema, readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { secretsOf } from './secrets-of.ts';

const schema = commonConfigSchema.extend(databaseConfigSchema.shape);

test('passwords are no words of a log, however they come into it', () => {
  const passwords = { DATABASE_PASSWORD: 'like:an/address', NATS_PASSWORD: 'with"quotes\\in it' };
  const given = { DATABASE_URL: 'postgres://loader@host/regpipe', NATS_URL: 'nats://loader@host' };
  let text = '';
  const destination = { write: (line: string) => void (text += line) };
  const secrets = secretsOf(readConfig(schema, { ...given, ...passwords }));
  const log = createLogger({ service: 'test', level: 'info', destination, secrets });
  for (const password of Object.values(passwords)) log.info({ note: password }, `It is ${password}.`);
  expect(text).not.toContain('like:an/address');
  expect(text).not.toMatch(/with.*quotes/);
});

test('what is too short to be a secret, or an address, does not make a log unreadable', () => {
  const config = readConfig(schema, { DATABASE_URL: 'postgres://u:password@h/d', DATABASE_PASSWORD: 'a' });
  expect(secretsOf(config)).toEqual([]);
});
