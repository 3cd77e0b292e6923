import { type Terms, termsFor } from '@regpipe/terms';

import { language } from './language.ts';

/** What statuses, modes and steps are called in the language of the moment. */
export function useTerms(): Terms {
  return termsFor(language.value);
}
