/** The stages of a job, in the order of its data. */
export const STAGES = ['fetch', 'transform', 'load', 'publish'] as const;
export type StageName = (typeof STAGES)[number];

/** What a stage is counted in. */
export type StageUnit = 'bytes' | 'chunks' | 'records' | 'steps';

/**
 *   waiting   nothing has come to it yet
 *   active    it works, or will as soon as it is given something
 *   done      it has dealt with all there is
 *   failed    the job ended before it was done
 */
export type StageState = 'waiting' | 'active' | 'done' | 'failed';

/** How far a job is in one stage, as its row says. */
export interface StageAmount {
  readonly name: StageName;
  readonly state: StageState;
  readonly unit: StageUnit;
  /** In units; null where it is not known. */
  readonly done: number | null;
  /** In units; null where it is not known. */
  readonly total: number | null;
  /** Whether the total is worked out from what has been read so far. */
  readonly totalIsEstimate: boolean;
  /** 0 to 1; null where it is not known. */
  readonly share: number | null;
  /** Of publishing: the step that it is at, which `done` does not count yet. */
  readonly step: string | null;
}

/** The same with what only time shows. */
export interface Stage extends StageAmount {
  /** Units in a second, over the last seconds; null until that can be told. */
  readonly perSecond: number | null;
  /** The same in records, of transformed chunks by their average size. */
  readonly recordsPerSecond: number | null;
  /** Until the stage is done, which it never is before the one in front of it; null where nobody can tell. */
  readonly remainingSeconds: number | null;
}
