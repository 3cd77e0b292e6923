import { describe } from 'vitest';

import { findBrowser } from './find-browser.ts';

/** Tests that need a browser: they are given its program. Where there is none they are skipped, and say so. */
export function describeInBrowser(name: string, tests: (program: string) => void): void {
  const program = findBrowser();
  if (program === undefined) describe.skip(`${name} (skipped: no Chromium here)`, () => tests(''));
  else describe(name, () => tests(program));
}
