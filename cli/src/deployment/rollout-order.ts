import type { NatsService } from '@regpipe/contracts';

/*
 * While services go over one by one, messages of the new version meet services of the old one. A service understands what
 * older ones wrote, and passes over fields that it does not know; but a new kind of fact, section or call says nothing to
 * who was not made for it, and such a message ends in the dead letters. So who reads goes over before who writes:
 *
 *   tracker      reads the facts of all others, the scheduler's ticks, and answers the gateway's and the fetcher's calls
 *   loader       reads clean chunks
 *   transformer  reads raw chunks, writes clean ones
 *   fetcher      writes raw chunks
 *   scheduler    writes ticks
 *   projector    reads commands, writes what queries read
 *   query        reads what the projector writes, answers the gateway's calls
 *   intake       calls the tracker, answers the gateway's calls
 *   gateway      calls the tracker, the projector, the query service and the intake, and shows what all of them write
 *
 * The tracker writes, too: commands to the fetcher and the loader. A command of a new kind has a subject of its own, which
 * no older service takes: it waits in its stream until the new one is there.
 */
export const ROLLOUT_ORDER = [
  'tracker',
  'loader',
  'transformer',
  'fetcher',
  'scheduler',
  'projector',
  'query',
  'intake',
  'gateway',
] as const satisfies readonly NatsService[];

export type DeployedService = (typeof ROLLOUT_ORDER)[number];

/** Those that are named, or all of them, in the order in which they go over. */
export function inOrder(named: readonly DeployedService[]): DeployedService[] {
  return ROLLOUT_ORDER.filter((service) => named.length === 0 || named.includes(service));
}
