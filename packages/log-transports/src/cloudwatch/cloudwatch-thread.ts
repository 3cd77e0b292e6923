import type { Transform } from 'node:stream';

import { lineDestination } from '../line-destination.ts';
import { createTroubleReport } from '../report-trouble.ts';
import type { CloudWatchOptions } from './cloudwatch-options.ts';
import { openLogsApi } from './logs-api.ts';
import { Shipper } from './shipper.ts';

/** The target of a pino transport: what runs in the thread that brings lines to CloudWatch. */
export default function shipToCloudWatch(options: CloudWatchOptions): Transform {
  const report = createTroubleReport({ service: options.service, event: 'log_shipping_trouble' });
  return lineDestination(new Shipper(openLogsApi(options, report), options, report));
}
