import type { Transform } from 'node:stream';

import { lineDestination } from '../line-destination.ts';
import { createTroubleReport } from '../report-trouble.ts';
import type { FileOptions } from './file-options.ts';
import { FileSink } from './file-sink.ts';

/** The target of a pino transport: what runs in the thread that writes files. */
export default async function writeFiles(options: FileOptions): Promise<Transform> {
  const report = createTroubleReport({ service: options.service, event: 'log_file_trouble' });
  const sink = new FileSink(options, report);
  await sink.open();
  return lineDestination(sink);
}
