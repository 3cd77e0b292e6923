import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { writePrivateFile } from './write-private-file.ts';

test('a file that others could read is replaced by one that they cannot, never opened to them in between', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'regpipe-private-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'keys');
  writeFileSync(file, 'old');
  chmodSync(file, 0o644);
  const old = statSync(file).ino;
  await writePrivateFile(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // Another file: whoever had the old one open reads nothing new.
  expect(statSync(file).ino).not.toBe(old);
  expect(readdirSync(folder)).toEqual(['keys']);
});
