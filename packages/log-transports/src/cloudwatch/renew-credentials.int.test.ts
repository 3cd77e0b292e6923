import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { until } from '@regpipe/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';

import { messages, startShipping } from '../testing/shipping.ts';

const SECRET = 'test+secret/of-forty-characters=========';

async function credentialsFile() {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-aws-'));
  const file = join(directory, 'credentials');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'config'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });
  return {
    hold: (key: string) =>
      writeFile(file, `[default]\naws_access_key_id = ${key}\naws_secret_access_key = ${SECRET}\n`),
  };
}

test.each(['expired', 'unknown'] as const)('credentials that are %s are fetched anew', async (what) => {
  const file = await credentialsFile();
  await file.hold('AKIDFIRST');
  const shipping = await startShipping();
  onTestFinished(() => shipping.close());
  const { server } = shipping;
  server.accounts = ['AKIDFIRST', 'AKIDSECOND'].map((accessKeyId) => ({
    accessKeyId,
    secretAccessKey: SECRET,
  }));
  shipping.log(3);
  await shipping.untilArrived(3);
  if (what === 'expired') server.expired.add('AKIDFIRST');
  else server.accounts = server.accounts.slice(1);
  shipping.log(3, 'meanwhile');
  await until(() => shipping.reports.length > 0, 'old credentials to be missed');
  await file.hold('AKIDSECOND');
  await shipping.untilArrived(6);
  expect(shipping.arrived()).toEqual([...messages(3), ...messages(3, 'meanwhile')]);
  expect(server.calls.at(-1)?.accessKeyId).toBe('AKIDSECOND');
});

test('credentials that appear only later are found', async () => {
  const file = await credentialsFile();
  const shipping = await startShipping();
  onTestFinished(() => shipping.close());
  shipping.log(2);
  await until(() => shipping.reports.length > 0, 'credentials to be missed');
  expect(shipping.reports[0]).toMatch(/Could not load credentials/);
  await file.hold('AKIDTEST');
  await shipping.untilArrived(2);
});
