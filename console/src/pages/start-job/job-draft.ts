import type { JobMode, StartJob } from '@regpipe/contracts';

import type { DatasetSummary } from '../../api/datasets.ts';

/** What stands in the form. Numbers are text until they are sent. */
export interface JobDraft {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly source: string;
  readonly limit: string;
  readonly chunkSize: string;
  readonly force: boolean;
  readonly accept: boolean;
}

export type CountField = 'limit' | 'chunkSize';

/** What of the data set matters to the form. */
export type Target = Pick<DatasetSummary, 'source'>;

export type DraftResult =
  | { readonly ok: true; readonly request: StartJob }
  | { readonly ok: false; readonly notCounts: readonly CountField[]; readonly isSourceMissing: boolean };

/** What the form asks for, or which of its fields cannot be. What is empty is left out. */
export function requestOf(draft: JobDraft, target: Target): DraftResult {
  const { dataset, mode, source, force, accept } = draft;
  const notCounts = (['limit', 'chunkSize'] as const).filter((field) => !isCountOrEmpty(draft[field]));
  const isSourceMissing = target.source === null && source.trim() === '';
  if (notCounts.length > 0 || isSourceMissing) return { ok: false, notCounts, isSourceMissing };
  return {
    ok: true,
    request: {
      dataset,
      mode,
      ...(source.trim() === '' ? {} : { source: source.trim() }),
      ...countOf('limit', draft.limit),
      ...countOf('chunkSize', draft.chunkSize),
      ...(force ? { force } : {}),
      ...(accept ? { accept } : {}),
    },
  };
}

function isCountOrEmpty(text: string): boolean {
  return /^\s*(|[1-9]\d{0,8})\s*$/.test(text);
}

function countOf(field: CountField, text: string): Partial<Record<CountField, number>> {
  return text.trim() === '' ? {} : { [field]: Number(text) };
}
