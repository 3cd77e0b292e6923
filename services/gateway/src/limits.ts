import type { Limits } from '@regpipe/http';

import type { AllotmentSize } from './access/allotment.ts';

/** What one client, and all of them together, may ask of a gateway. */
export interface GatewayLimits extends Limits {
  readonly eventStreams: AllotmentSize;
  readonly downloads: AllotmentSize;
}
