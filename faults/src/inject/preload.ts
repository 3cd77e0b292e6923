/*
 * Loaded into every service of the laboratory before its own code (`node --import`), so that it can be struck at a named
 * moment and its clock can jump. The services know nothing of it: only the drivers they call are wrapped.
 */
import { basename, dirname } from 'node:path';

import { shiftClock } from './shift-clock.ts';
import { strikeAt } from './strike-at.ts';
import { DIRECTORY_VARIABLE } from './strike-plan.ts';
import { watchNats } from './watch-nats.ts';
import { watchPostgres } from './watch-postgres.ts';

const directory = process.env[DIRECTORY_VARIABLE];
const main = process.argv[1];
if (directory !== undefined && main !== undefined) {
  // services/<name>/src/main.ts
  const pass = strikeAt(directory, basename(dirname(dirname(main))));
  shiftClock(directory);
  watchNats(pass);
  watchPostgres(pass);
}
