import type { Job } from './job.ts';

/** Every step that a publication can be at. */
export type PublishStep = 'duplicates' | 'constraints' | 'checks' | 'swap' | 'merge';

const FULL = ['duplicates', 'constraints', 'checks', 'swap'] as const satisfies readonly PublishStep[];
const DRY_RUN = ['duplicates', 'checks'] as const satisfies readonly PublishStep[];
const REPAIR = ['merge'] as const satisfies readonly PublishStep[];

/** The steps that a job's publication goes through, in their order; a dry run is only counted, a repair only merged. */
export function publishSteps({ mode, repair }: Pick<Job, 'mode' | 'repair'>): readonly PublishStep[] {
  if (repair !== null) return REPAIR;
  return mode === 'full' ? FULL : DRY_RUN;
}
