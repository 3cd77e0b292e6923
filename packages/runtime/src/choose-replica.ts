import { HEARTBEAT_S } from './broker.ts';
import type { SeenReplica } from './list-replicas.ts';

/** Whoever has not been heard for so long has missed a heartbeat: it may be gone, or hang. */
const SILENT_S = HEARTBEAT_S + 1;

/**
 * Which process to ask next. NATS is the best judge of who is there, as it sees at once when a connection ends: undefined
 * leaves the choice to it. Only one that hangs, or whose machine is gone, it goes on sending to: while one of them misses
 * heartbeats, and after a try without an answer, one is addressed that was heard of lately.
 *
 * @param replicas of one service
 * @param tried those that were addressed for the same question; NATS may have been asked besides
 * @param random from 0 to 1, to spread questions over those that are equally good
 */
export function chooseReplica(
  replicas: readonly SeenReplica[],
  tried: { readonly nodes: ReadonlySet<string>; readonly inAll: number },
  random: number,
): string | undefined {
  const well = replicas.filter(({ seenSeconds }) => seenSeconds <= SILENT_S);
  if (tried.inAll === 0) return well.length === replicas.length ? undefined : oneOf(well, random);
  const untried = replicas.filter(({ node }) => !tried.nodes.has(node));
  const newest = Math.min(...untried.map(({ seenSeconds }) => seenSeconds));
  return oneOf(
    untried.filter(({ seenSeconds }) => seenSeconds === newest),
    random,
  );
}

function oneOf(replicas: readonly SeenReplica[], random: number): string | undefined {
  return replicas[Math.floor(random * replicas.length)]?.node;
}
