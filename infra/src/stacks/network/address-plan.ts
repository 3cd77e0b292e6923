/** Where each subnet lies in the VPC, as CIDR blocks, in the order of the zones. */
export interface AddressPlan {
  readonly vpc: string;
  readonly privateSubnets: readonly string[];
  readonly publicSubnets: readonly string[];
}

/** Of a VPC's quarters three are for private subnets, and the last one for what is small. */
const QUARTER_BITS = 2;
const LAST_QUARTER = 3;
/** The smallest that AWS allows: eleven addresses are left, and a NAT gateway needs one. */
const PUBLIC_PREFIX = 28;

/**
 * Divides the VPC's addresses. A subnet's place depends on its zone's number alone, so that a third zone moves none of
 * the others.
 *
 * @param vpcCidr of /16 to /24
 * @param zones one to three
 */
export function planAddresses(vpcCidr: string, zones: number): AddressPlan {
  const [address = '', prefixText = ''] = vpcCidr.split('/');
  const prefix = Number(prefixText);
  const size = 2 ** (32 - prefix);
  const start = Math.floor(toNumber(address) / size) * size;
  const quarter = size / 2 ** QUARTER_BITS;
  const inEachZone = (place: (zone: number) => string) =>
    Array.from({ length: zones }, (_, zone) => place(zone));
  return {
    vpc: `${toText(start)}/${prefix}`,
    privateSubnets: inEachZone((zone) => `${toText(start + zone * quarter)}/${prefix + QUARTER_BITS}`),
    publicSubnets: inEachZone((zone) => {
      const offset = LAST_QUARTER * quarter + zone * 2 ** (32 - PUBLIC_PREFIX);
      return `${toText(start + offset)}/${PUBLIC_PREFIX}`;
    }),
  };
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
