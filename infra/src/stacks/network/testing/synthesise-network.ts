import { type Synthesised, synthesise } from '../../../testing/synthesise.ts';
import { testSettings } from '../../../testing/test-settings.ts';
import { NetworkStack } from '../network-stack.ts';

/** The network's stack, by settings as `testSettings` takes them. */
export function synthesiseNetwork(given: Readonly<Record<string, string>> = {}): Synthesised {
  const stack = synthesise((app) => new NetworkStack(app, testSettings(given))).get('network');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}
