// A process that logs along every path and ends, for the tests: node log-and-end.ts <how> <lines> <settings as JSON>.
import { pino } from 'pino';

import { type LogPathSettings, openLogPaths } from '../open-log-paths.ts';
import { formatTimestamp } from '../timestamp.ts';

const [how, lines, settings] = process.argv.slice(2);
const paths = openLogPaths(JSON.parse(settings ?? '') as LogPathSettings);
const log = pino(
  { messageKey: 'message', timestamp: () => `,"timestamp":"${formatTimestamp(new Date())}"` },
  { write: (line) => paths.forEach((path) => path.write(line)) },
);

for (let line = 1; line <= Number(lines); line += 1) log.info({ event: 'said' }, `line ${line}`);

if (how === 'by an error') throw new Error('on purpose');
process.exit(0);
