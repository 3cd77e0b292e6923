import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** WCAG 2.2, levels A and AA, and what is good practice besides. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeReport {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * What keeps somebody from using the page as it is now, as axe-core finds it. Empty when there is nothing.
 *
 * @param about `contrast` is enough for what differs in colours only
 */
export async function findBarriers(page: Page, about: 'all' | 'contrast' = 'all'): Promise<string[]> {
  // What moves has another colour for a moment.
  await page.evaluate(
    'Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))',
  );
  // By the browser's own door: the page's content policy would not let a script in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const rules = about === 'all' ? RULES : { type: 'rule', values: ['color-contrast'] };
  const run = `axe.run(document, { runOnly: ${JSON.stringify(rules)} })`;
  const { violations } = await page.evaluate<AxeReport>(run);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n${html.slice(0, 200)}\n${failureSummary}`),
  );
}
