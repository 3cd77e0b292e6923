import ipaddr from 'ipaddr.js';

/**
 * Where an IP address leads. `private` is what a network of one's own is made of, this machine included; `special` is
 * everything else that is not the public internet: link-local, multicast, documentation, tunnels, and the services that
 * hand out credentials to whoever asks from within a cloud.
 */
export interface AddressJudgement {
  readonly kind: 'public' | 'private' | 'special';
  /** For people: `loopback`, `linkLocal`, `metadata` … */
  readonly range: string;
  /** The address and, where it only wraps an IPv4 one, that too. */
  readonly addresses: readonly Ip[];
}

export type Ip = ipaddr.IPv4 | ipaddr.IPv6;

const PRIVATE_RANGES: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'uniqueLocal',
  'carrierGradeNat',
]);

/** Metadata services outside of the link-local range: AWS, Google, Alibaba, Oracle; and Azure's, on a public address. */
const METADATA: ReadonlySet<string> = new Set([
  '169.254.169.254',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]);

/** The only part of IPv6 that is given out for the public internet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Of NAT64, the prefix whose last 32 bits are the IPv4 address; behind the local one that depends on the network. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');

/** @param text an IPv4 or IPv6 address; anything else is `special` */
export function judgeAddress(text: string): AddressJudgement {
  if (!ipaddr.isValid(text)) return { kind: 'special', range: 'unknown', addresses: [] };
  const address = ipaddr.parse(text);
  const inner = address instanceof ipaddr.IPv6 ? wrappedIpv4(address) : undefined;
  const judged = judge(inner ?? address);
  return { ...judged, addresses: inner === undefined ? [address] : [address, inner] };
}

function judge(address: Ip): Omit<AddressJudgement, 'addresses'> {
  if (METADATA.has(address.toString())) return { kind: 'special', range: 'metadata' };
  const range = address.range();
  if (PRIVATE_RANGES.has(range)) return { kind: 'private', range };
  if (range !== 'unicast') return { kind: 'special', range };
  const isGlobal = address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
  return isGlobal ? { kind: 'public', range: 'public' } : { kind: 'special', range: 'reserved' };
}

/** The IPv4 address that a packet to this one ends at. */
function wrappedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  const inLastBytes =
    range === 'ipv4Mapped' ||
    range === 'rfc6145' ||
    address.match(NAT64) ||
    (address.match(IPV4_COMPATIBLE) && range !== 'loopback' && range !== 'unspecified');
  return inLastBytes ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
}
