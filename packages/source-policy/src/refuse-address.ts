import { judgeAddress } from './judge-address.ts';
import { allowsAddress } from './private-rules.ts';
import type { SourcePolicy } from './source-policy.ts';

/**
 * Why an IP address may not be connected to, for people to read; undefined where it may.
 *
 * @param hostname what was asked for: a name, or the address itself
 * @param address what it resolves to
 */
export function refuseAddress(
  { privateRules }: Pick<SourcePolicy, 'privateRules'>,
  hostname: string,
  address: string,
): string | undefined {
  const judged = judgeAddress(address);
  if (judged.kind === 'public') return undefined;
  if (privateRules.some((rule) => allowsAddress(rule, hostname, judged))) return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const what = host === address ? address : `${host} resolves to ${address}, which`;
  return (
    `${what} is no address of the public internet (${judged.range}). ` +
    `Where that is wanted, ${address} has to be added to REGPIPE_SOURCE_PRIVATE_HOSTS.`
  );
}
