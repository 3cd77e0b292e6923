import { type HostRule, OWN_HOSTS, ruleOf } from './host-rules.ts';
import type { PrivateRule } from './private-rules.ts';
import type { SourceSettings } from './source-settings.ts';

/** Where the sources of jobs may be. */
export interface SourcePolicy {
  readonly hostRules: readonly HostRule[];
  readonly privateRules: readonly PrivateRule[];
  /** With local sources, absolute; null where there are none. */
  readonly directory: string | null;
  /** Where files are dropped, absolute; the only other one with local sources. */
  readonly dropDirectory: string | null;
  /**
   * Names of buckets. Where they are is the operator's setting and nothing that a source says, so it is not held to the hosts
   * and addresses that sources may be on.
   */
  readonly buckets: readonly string[];
}

/** @param ownSources the addresses of the data sets' own sources */
export function createSourcePolicy(settings: SourceSettings, ownSources: readonly string[]): SourcePolicy {
  const ownRules = ownSources.map((source) => ruleOf(new URL(source)));
  return {
    hostRules: settings.REGPIPE_SOURCE_HOSTS.flatMap((rule) => (rule === OWN_HOSTS ? ownRules : [rule])),
    privateRules: settings.REGPIPE_SOURCE_PRIVATE_HOSTS,
    directory: settings.REGPIPE_SOURCE_DIRECTORY ?? null,
    dropDirectory: settings.REGPIPE_DROP_DIRECTORY ?? null,
    buckets: settings.REGPIPE_S3_BUCKETS,
  };
}
