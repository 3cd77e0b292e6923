import { expect, test } from 'vitest';

import { commonConfigSchema, databaseConfigSchema, readConfig } from './config.ts';

const schema = commonConfigSchema.extend(databaseConfigSchema.shape);

test('addresses get the passwords that are given beside them', () => {
  const config = readConfig(schema, {
    DATABASE_URL: 'postgres://loader@host/regpipe',
    DATABASE_PASSWORD: 'p@ss/word',
    NATS_URL: 'nats://loader@a:4222,nats://b:4222',
    NATS_PASSWORD: 'n%ts',
  });
  expect(config.DATABASE_URL.reveal()).toBe('postgres://loader:p%40ss%2Fword@host/regpipe');
  expect(config.NATS_URL.reveal()).toBe('nats://loader:n%25ts@a:4222,nats://b:4222');
  expect(JSON.stringify(config)).not.toMatch(/word|n%/);
});

test('addresses with passwords of their own keep them', () => {
  const urls = { DATABASE_URL: 'postgres://loader:own@host/regpipe', NATS_URL: 'nats://loader:own@a' };
  const config = readConfig(schema, { ...urls, DATABASE_PASSWORD: 'other', NATS_PASSWORD: 'other' });
  expect(config.DATABASE_URL.reveal()).toBe(urls.DATABASE_URL);
  expect(config.NATS_URL.reveal()).toBe(urls.NATS_URL);
});

test('an empty password counts as absent', () => {
  const config = readConfig(schema, {
    DATABASE_URL: 'postgres://loader@host/regpipe',
    DATABASE_PASSWORD: '',
  });
  expect(config.DATABASE_URL.reveal()).toBe('postgres://loader@host/regpipe');
});

test('every bad setting is named at once, none by its value', () => {
  const bad = { DATABASE_URL: 'hidden@host', DATABASE_PASSWORD: 'hidden', REGPIPE_LOG_LEVEL: 'loud' };
  const read = () => readConfig(schema, bad);
  expect(read).toThrow(/DATABASE_URL.*REGPIPE_LOG_LEVEL|REGPIPE_LOG_LEVEL.*DATABASE_URL/);
  expect(read).not.toThrow(/hidden/);
});
