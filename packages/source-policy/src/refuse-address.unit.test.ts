import { describe, expect, test } from 'vitest';

import { refuseAddress } from './index.ts';
import { policyOf } from './testing/policy-of.ts';

const METADATA = '169.254.169.254';

test('a public address is connected to, any other is not, and the refusal names the address and the setting', () => {
  expect(refuseAddress(policyOf(), 'data.example', '93.184.216.34')).toBeUndefined();
  const refusal = refuseAddress(policyOf(), 'data.example', '10.0.0.7');
  expect(refusal).toContain('data.example resolves to 10.0.0.7');
  expect(refusal).toContain('10.0.0.7 has to be added to REGPIPE_SOURCE_PRIVATE_HOSTS');
  expect(refuseAddress(policyOf(), '10.0.0.7', '10.0.0.7')).toMatch(/^10\.0\.0\.7 is no address/);
});

describe('REGPIPE_SOURCE_PRIVATE_HOSTS', () => {
  const refused = (list: string, hostname: string, address: string) =>
    refuseAddress(policyOf({ REGPIPE_SOURCE_PRIVATE_HOSTS: list }), hostname, address) !== undefined;

  test.each([
    ['a name', 'files.lan', 'files.lan', '10.0.0.7'],
    ['a name in other letters, with the dot of the root', 'Files.LAN', 'files.lan.', '10.0.0.7'],
    ['the names below one', '*.lan', 'a.files.lan', 'fd12::7'],
    ['an address', '127.0.0.1', 'localhost', '127.0.0.1'],
    ['an address of IPv6', '[::1]', 'localhost', '::1'],
    ['a network', '10.1.0.0/16', 'files.lan', '10.1.2.3'],
    ['a network, for what wraps it', '10.1.0.0/16', 'files.lan', '::ffff:10.1.2.3'],
    ['a network of IPv6', 'fd00::/8', 'files.lan', 'fd12::7'],
    ['an address of any kind, by itself', METADATA, 'files.lan', METADATA],
    ['one of several', 'other.lan, 10.1.0.0/16 ,', 'files.lan', '10.1.2.3'],
  ])('allows %s', (_what, list, hostname, address) => {
    expect(refused(list, hostname, address)).toBe(false);
  });

  test.each([
    ['another name', 'files.lan', 'data.example', '10.0.0.7'],
    ['the name above those below it', '*.lan', 'lan', '10.0.0.7'],
    ['a name that only ends alike', '*.lan', 'evillan', '10.0.0.7'],
    ['what is outside of the network', '10.1.0.0/16', 'files.lan', '10.2.0.1'],
    ['a metadata service by an allowed name', 'files.lan', 'files.lan', METADATA],
    ['a metadata service in a private network by an allowed name', 'files.lan', 'files.lan', 'fd00:ec2::254'],
    ['the unspecified address by an allowed name', 'files.lan', 'files.lan', '0.0.0.0'],
  ])('does not allow %s', (_what, list, hostname, address) => {
    expect(refused(list, hostname, address)).toBe(true);
  });
});
