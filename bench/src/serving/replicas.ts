/*
 * What a client does, or a load balancer in its place, that knows several replicas of one service: it asks them by turns,
 * and leaves one alone for a moment that has refused or has said that it ends.
 */

const ASIDE_MS = 250;

export interface Replicas {
  /** Where to ask next; another one than `butNot` where there is one. */
  choose(butNot?: string): string;
  /** To be left alone for a moment. */
  putAside(url: string): void;
}

export function knowReplicas(urls: readonly string[]): Replicas {
  const asideUntil = new Map<string, number>();
  let turn = 0;
  return {
    choose: (butNot) => {
      turn += 1;
      const others = urls.filter((url) => url !== butNot);
      const now = performance.now();
      const willing = others.filter((url) => (asideUntil.get(url) ?? 0) <= now);
      const candidates = [willing, others, urls].find((list) => list.length > 0) ?? [];
      return candidates[turn % candidates.length] ?? '';
    },
    putAside: (url) => void asideUntil.set(url, performance.now() + ASIDE_MS),
  };
}
