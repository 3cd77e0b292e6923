import { maskSource, RefusedError } from '@regpipe/contracts';
import { locateSource, type SourcePolicy } from '@regpipe/source-policy';

/**
 * Refuses at once what the fetcher would refuse by the source's text alone.
 *
 * @throws RefusedError REQUEST_INVALID, SOURCE_FORBIDDEN
 */
export function checkSource(policy: SourcePolicy, source: string): void {
  const located = locateSource(policy, source);
  if (located.kind !== 'refused') return;
  throw new RefusedError(located.code, located.reason, { fields: { source: maskSource(source) } });
}
