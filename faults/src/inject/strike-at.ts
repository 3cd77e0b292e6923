import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Moment, PLAN_FILE, type StrikePlan, STRUCK_FILE } from './strike-plan.ts';

/** To be called at each moment of a service's work; the one that the plan names does not return. */
export type Pass = (moment: Moment, text: string) => void;

/** Makes this process take the plans in `directory` that are meant for its service. */
export function strikeAt(directory: string, service: string): Pass {
  const planFile = join(directory, PLAN_FILE);
  let counted = '';
  let passed = 0;
  return (moment, text) => {
    if (!existsSync(planFile)) return;
    const written = readPlan(planFile);
    if (written === undefined) return;
    const plan = JSON.parse(written) as StrikePlan;
    if (plan.service !== service || plan.moment !== moment || !new RegExp(plan.match).test(text)) return;
    if (counted !== written) {
      counted = written;
      passed = 0;
    }
    passed += 1;
    if (passed <= plan.skip || !take(planFile)) return;
    writeFileSync(join(directory, STRUCK_FILE), JSON.stringify({ pid: process.pid, at: Date.now() }));
    process.kill(process.pid, plan.signal);
  };
}

function readPlan(planFile: string): string | undefined {
  try {
    return readFileSync(planFile, 'utf8');
  } catch {
    // Another process has just taken it.
    return undefined;
  }
}

/** Renaming succeeds for one process only: so a plan strikes once, however many replicas come to its moment. */
function take(planFile: string): boolean {
  try {
    renameSync(planFile, `${planFile}.${process.pid}`);
    return true;
  } catch {
    return false;
  }
}
