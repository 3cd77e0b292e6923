import { BlockList } from 'node:net';

import { expect, test } from 'vitest';

import { planAddresses } from './address-plan.ts';

/** First and last address of a block, as numbers. */
function spanOf(cidr: string): { readonly first: number; readonly last: number } {
  const [address = '', prefix = ''] = cidr.split('/');
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
}

const VPCS = ['10.42.0.0/16', '172.16.128.0/17', '192.168.200.0/22', '203.0.113.0/24', '255.255.255.0/24'];

test.each(VPCS.flatMap((vpc) => [2, 3].map((zones) => [vpc, zones] as const)))(
  'subnets of %s in %i zones lie in it, and none overlaps another',
  (vpc, zones) => {
    const plan = planAddresses(vpc, zones);
    expect(plan.vpc).toBe(vpc);
    expect(plan.privateSubnets).toHaveLength(zones);
    expect(plan.publicSubnets).toHaveLength(zones);

    const [address = '', prefix = ''] = vpc.split('/');
    const whole = new BlockList();
    whole.addSubnet(address, Number(prefix));
    const spans = [...plan.privateSubnets, ...plan.publicSubnets].map(spanOf);
    spans.sort((left, right) => left.first - right.first);
    for (const [index, span] of spans.entries()) {
      // AWS takes a block only by its first address.
      expect(span.first % (span.last - span.first + 1)).toBe(0);
      expect(span.first).toBeGreaterThan(spans[index - 1]?.last ?? -1);
    }
    for (const cidr of [...plan.privateSubnets, ...plan.publicSubnets]) {
      expect(whole.check(cidr.split('/')[0] ?? '')).toBe(true);
    }
    expect(spans.at(-1)?.last).toBeLessThanOrEqual(spanOf(vpc).last);
  },
);

test('a third zone moves no subnet of the others', () => {
  const two = planAddresses('10.42.0.0/16', 2);
  const three = planAddresses('10.42.0.0/16', 3);
  expect(three.privateSubnets.slice(0, 2)).toEqual(two.privateSubnets);
  expect(three.publicSubnets.slice(0, 2)).toEqual(two.publicSubnets);
});

test('any address in a network names it', () => {
  expect(planAddresses('10.42.7.9/16', 2)).toEqual(planAddresses('10.42.0.0/16', 2));
});
