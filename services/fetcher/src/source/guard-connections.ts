import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { TerminalError } from '@regpipe/contracts';
import { refuseAddress, type SourcePolicy } from '@regpipe/source-policy';
import { buildConnector } from 'undici';

/** Gives every address of a name, as `dns.lookup` does with `all`. */
export type ResolveName = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardOptions {
  readonly policy: SourcePolicy;
  readonly timeoutMs: number;
  /** Instead of the system's resolver. */
  readonly resolveName?: ResolveName | undefined;
}

/**
 * Connects to addresses that the policy allows and to no others. The check stands between resolving and connecting: the
 * addresses checked are the ones connected to, so that a name server that answers differently the second time gains
 * nothing. Every connection comes through here, also those of redirects.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const connect = buildConnector({
    timeout: options.timeoutMs,
    // A single download gains nothing from HTTP/2, and its failures would be a second set to map.
    allowH2: false,
    lookup: guardedLookup(options),
  });
  return (target, callback) => {
    // An address in the place of a name is connected to without being resolved.
    const refusal =
      isIP(target.hostname) === 0 ? undefined : refuse(options, target.hostname, target.hostname);
    if (refusal === undefined) connect(target, callback);
    else process.nextTick(callback, refusal, null);
  };
}

function guardedLookup(options: GuardOptions): LookupFunction {
  const resolveName: ResolveName = options.resolveName ?? lookUp;
  return (hostname, { all, ...wanted }, callback) => {
    resolveName(hostname, { ...wanted, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      // One bad address is enough: such a name is not to be trusted with the others.
      const refusal = addresses
        .map(({ address }) => refuse(options, hostname, address))
        .find((found) => found !== undefined);
      if (refusal !== undefined) callback(refusal, []);
      else if (all === true || first === undefined) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function refuse({ policy }: GuardOptions, hostname: string, address: string): TerminalError | undefined {
  const reason = refuseAddress(policy, hostname, address);
  if (reason === undefined) return undefined;
  return new TerminalError('SOURCE_FORBIDDEN', reason, { fields: { host: hostname, address } });
}
