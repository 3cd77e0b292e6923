export { type BadField, checkTiming } from './check-timing.ts';
export { inZone } from './in-zone.ts';
export { lastDue, nextDue, type Regular } from './due-times.ts';
export { upcomingRuns } from './upcoming-runs.ts';
