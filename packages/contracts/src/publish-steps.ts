import type { Job } from './job.ts';

/** Every step that a publication can be at. */
export type PublishStep = 'duplicates' | 'references' | 'constraints' | 'checks' | 'swap' | 'merge';

const FULL = ['duplicates', 'constraints', 'checks', 'swap'] as const satisfies readonly PublishStep[];
const DRY_RUN = ['duplicates', 'checks'] as const satisfies readonly PublishStep[];
const REPAIR = ['merge'] as const satisfies readonly PublishStep[];
const MERGE = ['duplicates', 'references', 'checks', 'merge'] as const satisfies readonly PublishStep[];
const MERGE_DRY_RUN = ['duplicates', 'references', 'checks'] as const satisfies readonly PublishStep[];

/**
 * The steps that a job's publication goes through, in their order: that of a merge job ends in its rows being merged. A dry
 * run is only counted, a repair only merged.
 */
export function publishSteps({
  mode,
  load,
  repair,
}: Pick<Job, 'mode' | 'load' | 'repair'>): readonly PublishStep[] {
  if (repair !== null) return REPAIR;
  if (load === 'merge') return mode === 'full' ? MERGE : MERGE_DRY_RUN;
  return mode === 'full' ? FULL : DRY_RUN;
}
