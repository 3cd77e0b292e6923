import { arch, availableParallelism, totalmem, type } from 'node:os';

/** Where it ran: times of recovery mean little without it. */
export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 1e9);
  return `${availableParallelism()} cores, ${gigabytes} GB, ${type()} ${arch()}, Node ${process.version.slice(1)}`;
}
