import ipaddr from 'ipaddr.js';

import { type HostRule, matchesName, parseHostRule } from './host-rules.ts';
import type { AddressJudgement, Ip } from './judge-address.ts';

/** What may be connected to although it is not the public internet. */
export type PrivateRule =
  | ({ readonly kind: 'name' } & Pick<HostRule, 'name' | 'below'>)
  | { readonly kind: 'network'; readonly network: readonly [Ip, number] };

/** One entry of the list: an IP address, a CIDR, `host` or `*.example.org`; undefined when it is none of them. */
export function parsePrivateRule(entry: string): PrivateRule | undefined {
  const text = entry.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValidCIDR(text)) return { kind: 'network', network: ipaddr.parseCIDR(text) };
  if (ipaddr.isValid(text)) return networkOf(ipaddr.parse(text));
  const rule = parseHostRule(entry);
  // A port says nothing about an address, and every name at once would switch the check off.
  if (rule?.port !== 'usual' || rule.name === null) return undefined;
  if (ipaddr.isValid(rule.name)) return networkOf(ipaddr.parse(rule.name));
  return { kind: 'name', name: rule.name, below: rule.below };
}

/**
 * Whether a rule allows the address. A name's rule allows private ones only: who controls that name's DNS must not be able
 * to point it at a metadata service. Those need a rule with the address itself.
 */
export function allowsAddress(rule: PrivateRule, hostname: string, judged: AddressJudgement): boolean {
  if (rule.kind === 'name') return judged.kind === 'private' && matchesName(rule, hostname);
  const [network, bits] = rule.network;
  return judged.addresses.some((address) => isWithin(address, network, bits));
}

function networkOf(address: Ip): PrivateRule {
  return { kind: 'network', network: [address, address.kind() === 'ipv4' ? 32 : 128] };
}

function isWithin(address: Ip, network: Ip, bits: number): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}
