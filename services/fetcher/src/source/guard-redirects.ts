import { TerminalError } from '@regpipe/contracts';
import { refuseHost, type SourcePolicy } from '@regpipe/source-policy';
import type { Dispatcher } from 'undici';

import { displayUrl } from './http-errors.ts';

/**
 * Lets a request go to hosts that the policy allows only. Composed below the redirects, it sees every hop before anything
 * is sent to it.
 */
export function guardRedirects(policy: SourcePolicy, asked: URL): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    // Never with its path: one that starts with two slashes would name another host than the one that is asked.
    const refusal = refuseHop(policy, asked, new URL(options.origin ?? asked.origin));
    if (refusal === undefined) return dispatch(options, handler);
    // No request was made, so there is nothing to control; undici's own interceptors give null here, too.
    handler.onResponseError?.(null as unknown as Dispatcher.DispatchController, refusal);
    return true;
  };
}

function refuseHop(policy: SourcePolicy, asked: URL, hop: URL): TerminalError | undefined {
  const source = displayUrl(asked);
  const fields = { source };
  // Who asks for https is not given bytes that anyone on the way could have changed.
  if (asked.protocol === 'https:' && hop.protocol !== 'https:') {
    return new TerminalError('SOURCE_REFUSED', `${source} redirects from https to http`, { fields });
  }
  const reason = refuseHost(policy.hostRules, hop);
  if (reason === undefined) return undefined;
  const way = hop.origin === asked.origin ? '' : `${source} redirects to ${hop.origin}: `;
  return new TerminalError('SOURCE_FORBIDDEN', way + reason, { fields });
}
