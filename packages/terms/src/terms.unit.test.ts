import { ERROR_CODES, JOB_MODES, JOB_STATUSES } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { LANGUAGES, nextStepsFor, termsFor } from './index.ts';

describe.each(LANGUAGES)('%s', (language) => {
  test('has a word for every status, mode and step, and none is empty', () => {
    const terms = termsFor(language);
    expect(Object.keys(terms.statuses)).toEqual([...JOB_STATUSES]);
    expect(Object.keys(terms.modes)).toEqual([...JOB_MODES]);
    expect(Object.keys(terms.publishSteps)).toEqual(Object.keys(termsFor('en').publishSteps));
    const words = Object.values(terms).flatMap((group) => Object.values(group));
    expect(words.filter((word) => word.trim() === '')).toEqual([]);
  });

  test('has a next step for every error code, and for no other', () => {
    expect(Object.keys(nextStepsFor(language)).sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });
});
