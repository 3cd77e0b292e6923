import { Secret } from './secret.ts';

/** Shorter ones are no keys, and to mask `1` or nothing in a log would leave nothing to read. */
export const SHORTEST_SECRET = 8;

/**
 * The settings that are secret as a whole, as they would stand in a line of the log: also as the inside of a JSON text. Of
 * an address (`…_URL`) only a part is secret, which is told by its shape.
 */
export function secretsOf(config: object): string[] {
  const secrets = Object.entries(config)
    .filter(([name]) => !name.endsWith('_URL'))
    .map(([, value]: [string, unknown]) => (value instanceof Secret ? value.reveal() : ''))
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  return [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
}
