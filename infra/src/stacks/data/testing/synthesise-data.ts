import { synthesise, type Synthesised } from '../../../testing/synthesise.ts';
import { NETWORK, TOPIC_ARN } from '../../../testing/test-network.ts';
import { testSettings } from '../../../testing/test-settings.ts';
import type { Network } from '../../network/network.ts';
import type { Data } from '../data.ts';
import { DataStack } from '../data-stack.ts';

export interface SynthesisedData extends Synthesised {
  /** What other stacks get: with tokens of CDKTF. */
  readonly offered: Data;
}

/** The stack for settings, by the names of Terraform's variables. */
export function synthesiseData(
  settings: Readonly<Record<string, string>> = {},
  network: Network = NETWORK,
): SynthesisedData {
  let offered: Data | undefined;
  const stacks = synthesise((app) => {
    offered = new DataStack(app, testSettings(settings), { network, topicArn: TOPIC_ARN });
  });
  const stack = stacks.get('data');
  if (stack === undefined || offered === undefined) throw new Error('There is no stack for data.');
  return { ...stack, offered };
}

/** Every text, number and flag of a value, with the way to it. */
export function leavesOf(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
