import { homedir } from 'node:os';
import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { synthesiseAll, VARIANTS } from './testing/all-stacks.ts';
import { findDanglingReferences } from './testing/well-formed/dangling-references.ts';
import { findLiteralSecrets } from './testing/well-formed/literal-secrets.ts';
import { findOpenGroups } from './testing/well-formed/open-groups.ts';
import { findKeptSecrets, findOpenSecrets } from './testing/well-formed/open-secrets.ts';
import { findRepeatedNames } from './testing/well-formed/repeated-names.ts';

/*
 * What `terraform fmt` and a part of `terraform validate` look at, and what is ours to see to, without terraform and
 * without a provider.
 */

const REPOSITORY = resolve(import.meta.dirname, '../..');

/** With two spaces and its keys in order, so that a change shows as nothing but itself. */
function canonical(value: unknown): string {
  const ordered = (_key: string, held: unknown): unknown =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held;
  return JSON.stringify(value, ordered, 2);
}

describe.each(Object.entries(VARIANTS))('%s', (_variant, given) => {
  const stacks = synthesiseAll(given);

  test('is written as terraform formats JSON, and without a path of this machine', () => {
    for (const { text, json } of stacks) {
      // CDKTF writes an empty object or list on two lines.
      expect(text.trimEnd().replaceAll(/([{[])\n\s*([}\]])/g, '$1$2')).toBe(canonical(json));
      for (const path of [REPOSITORY, `${homedir()}/`, 'regpipe-synth-']) expect(text).not.toContain(path);
    }
  });

  test('is the same when it is made again', () => {
    expect(synthesiseAll(given).map(({ text }) => text)).toEqual(stacks.map(({ text }) => text));
  });

  test('refers to what is there, in the stack itself or in those applied before', () => {
    expect(findDanglingReferences(stacks)).toEqual([]);
  });

  test('holds no secret', () => {
    expect(findLiteralSecrets(stacks)).toEqual([]);
  });

  test('shows none, and keeps none that is to be forgotten', () => {
    expect(findOpenSecrets(stacks)).toEqual([]);
    expect(findKeptSecrets(stacks)).toEqual([]);
  });

  test('has no security group that is open to everybody', () => {
    expect(findOpenGroups(stacks)).toEqual([]);
  });

  test('has each name once, also beside another project in the account', () => {
    const another = synthesiseAll({ ...given, project: 'another', log_group: '/docker/another' });
    expect(findRepeatedNames([...stacks, ...another])).toEqual([]);
  });
});
