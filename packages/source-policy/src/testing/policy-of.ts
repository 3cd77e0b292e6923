import { createSourcePolicy, type SourcePolicy, sourceSettingsSchema } from '../index.ts';

/** The policy that settings make, beside one data set on https://data.example. */
export function policyOf(settings: Readonly<Record<string, string>> = {}): SourcePolicy {
  return createSourcePolicy(sourceSettingsSchema.parse(settings), ['https://data.example/all.csv']);
}
