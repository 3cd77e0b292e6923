import { type Synthesised, synthesise } from '../../../testing/synthesise.ts';
import { testSettings } from '../../../testing/test-settings.ts';
import { MonitoringStack } from '../monitoring-stack.ts';

/** The stack with the defaults, and what a test says besides, by the names of Terraform's variables. */
export function synthesiseMonitoring(given: Readonly<Record<string, string>> = {}): Synthesised {
  const stack = synthesise((app) => new MonitoringStack(app, testSettings(given))).get('monitoring');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}
