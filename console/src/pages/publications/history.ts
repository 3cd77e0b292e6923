import type { HistoryEntry } from '../../api/datasets.ts';

/** What has become of a version; one that was rolled back may be dropped besides. */
export type VersionState = 'live' | 'kept' | 'rolled-back' | 'dropped';

export function statesOf({ live, dropped, rolled_back }: HistoryEntry): VersionState[] {
  if (live) return ['live'];
  const states: VersionState[] = [];
  if (rolled_back) states.push('rolled-back');
  if (dropped) states.push('dropped');
  return states.length === 0 ? ['kept'] : states;
}

export function liveOf(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  return history.find(({ live }) => live);
}

/** What rolling back would make live: the newest kept version before the live one, as the tracker chooses it. */
export function rollBackTarget(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  const live = liveOf(history);
  if (live === undefined) return undefined;
  const earlier = history.filter(
    ({ version, dropped, rolled_back }) => version < live.version && !dropped && !rolled_back,
  );
  return newest(earlier);
}

/** Every table that any of the versions has, in the order of their counts. */
export function tablesOf(history: readonly HistoryEntry[]): string[] {
  return [...new Set(history.flatMap(({ row_counts: counts }) => Object.keys(counts)))];
}

/** Two versions to compare. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** The version before another in the order of publication; one whose tables are there is preferred. */
export function versionBefore(history: readonly HistoryEntry[], version: number): number | undefined {
  const earlier = history.filter((entry) => entry.version < version);
  return (newest(earlier.filter(({ dropped }) => !dropped)) ?? newest(earlier))?.version;
}

/** What one most likely wants to compare: the live version with the one before. Undefined where there is but one. */
export function usualPair(history: readonly HistoryEntry[]): Pair | undefined {
  const live = liveOf(history);
  if (live === undefined) return undefined;
  const before = versionBefore(history, live.version);
  if (before !== undefined) return { from: before, to: live.version };
  // After a rollback to the first.
  const after = newest(history.filter(({ version }) => version > live.version));
  return after === undefined ? undefined : { from: live.version, to: after.version };
}

/** The pair that an address names; undefined where it names none. */
export function readPair(query: Readonly<Record<string, string | undefined>>): Pair | undefined {
  const [from, to] = [readVersion(query['from']), readVersion(query['to'])];
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function readVersion(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

function newest(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  return history.reduce<HistoryEntry | undefined>(
    (best, entry) => (best === undefined || entry.version > best.version ? entry : best),
    undefined,
  );
}
