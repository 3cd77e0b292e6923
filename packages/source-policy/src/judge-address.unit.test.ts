import { expect, test } from 'vitest';

import { judgeAddress } from './judge-address.ts';

test.each([
  // Public.
  ['93.184.216.34', 'public', 'public'],
  ['2606:2800:220:1::1', 'public', 'public'],
  ['2400:cb00::1', 'public', 'public'],
  // This machine and networks of one's own.
  ['127.0.0.1', 'private', 'loopback'],
  ['127.255.255.254', 'private', 'loopback'],
  ['10.0.0.1', 'private', 'private'],
  ['172.16.0.1', 'private', 'private'],
  ['172.31.255.255', 'private', 'private'],
  ['192.168.1.1', 'private', 'private'],
  ['100.64.0.1', 'private', 'carrierGradeNat'],
  ['::1', 'private', 'loopback'],
  ['fc00::1', 'private', 'uniqueLocal'],
  ['fdff::1', 'private', 'uniqueLocal'],
  // Just beside them.
  ['172.32.0.1', 'public', 'public'],
  ['100.128.0.1', 'public', 'public'],
  ['11.0.0.1', 'public', 'public'],
  // Metadata services, wherever they live.
  ['169.254.169.254', 'special', 'metadata'],
  ['fd00:ec2::254', 'special', 'metadata'],
  ['fd20:ce::254', 'special', 'metadata'],
  ['100.100.100.200', 'special', 'metadata'],
  ['168.63.129.16', 'special', 'metadata'],
  // Neither public nor anyone's own.
  ['0.0.0.0', 'special', 'unspecified'],
  ['0.1.2.3', 'special', 'unspecified'],
  ['169.254.0.1', 'special', 'linkLocal'],
  ['224.0.0.1', 'special', 'multicast'],
  ['240.0.0.1', 'special', 'reserved'],
  ['255.255.255.255', 'special', 'broadcast'],
  ['192.0.2.1', 'special', 'reserved'],
  ['198.18.0.1', 'special', 'reserved'],
  ['203.0.113.9', 'special', 'reserved'],
  ['::', 'special', 'unspecified'],
  ['fe80::1', 'special', 'linkLocal'],
  ['fe80::1%eth0', 'special', 'linkLocal'],
  ['fec0::1', 'special', 'deprecatedSiteLocal'],
  ['ff02::1', 'special', 'multicast'],
  ['2001:db8::1', 'special', 'reserved'],
  ['2001::1', 'special', 'teredo'],
  ['100::1', 'special', 'discard'],
  ['4000::1', 'special', 'reserved'],
  ['64:ff9b:1::7f00:1', 'special', 'rfc6052'],
  // IPv4 in IPv6 clothes is judged as what it wraps.
  ['::ffff:127.0.0.1', 'private', 'loopback'],
  ['::ffff:a9fe:a9fe', 'special', 'metadata'],
  ['::ffff:93.184.216.34', 'public', 'public'],
  ['::ffff:0:10.0.0.1', 'private', 'private'],
  ['::127.0.0.1', 'private', 'loopback'],
  ['64:ff9b::10.0.0.1', 'private', 'private'],
  ['64:ff9b::93.184.216.34', 'public', 'public'],
  ['2002:7f00:1::', 'private', 'loopback'],
  ['2002:a9fe:a9fe::1', 'special', 'metadata'],
  ['2002:5db8:d822::1', 'public', 'public'],
  // No address.
  ['localhost', 'special', 'unknown'],
  ['', 'special', 'unknown'],
])('%s is %s (%s)', (address, kind, range) => {
  expect(judgeAddress(address)).toMatchObject({ kind, range });
});
