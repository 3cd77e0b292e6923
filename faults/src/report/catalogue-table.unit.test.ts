import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { catalogue } from '../catalogue/catalogue.ts';
import { catalogueTable } from './catalogue-table.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('docs/faults.md holds the catalogue', async () => {
  const document = await readFile(join(ROOT, 'docs/faults.md'), 'utf8');
  expect(document.endsWith(catalogueTable(catalogue)), 'Put what ./run faults --list prints at its end').toBe(
    true,
  );
});

test('every fault has a name of its own, and a strike or a reason why there is none', () => {
  const ids = catalogue.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, strikes, notStruck, inShort = 0 } of catalogue) {
    expect(strikes.length > 0 || notStruck !== undefined, id).toBe(true);
    expect(inShort, id).toBeLessThanOrEqual(strikes.length);
  }
});

test('the tests that it names are there', async () => {
  for (const { test: file } of catalogue) {
    if (file !== undefined) await expect(readFile(join(ROOT, file)), file).resolves.toBeDefined();
  }
});
