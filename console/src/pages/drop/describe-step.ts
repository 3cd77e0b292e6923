import type { AuditEntry } from '@regpipe/contracts';

import type { Formats } from '../../i18n/format.ts';
import type { dropPageEn } from './texts.en.ts';

export interface DescribedStep {
  readonly text: string;
  /** Numbers and names, behind the text. */
  readonly facts: readonly string[];
  /** What the service has written about it. */
  readonly foreign: string | undefined;
}

type Words = (typeof dropPageEn)['way'];

/**
 * An entry of the audit log about the file as a whole, in words. What is known and went well says all by itself; anything
 * else is told with its message.
 */
export function describeStep(
  { event, severity, message, payload, job_id: jobId }: AuditEntry,
  words: Words,
  formats: Formats,
): DescribedStep {
  const known = Object.entries(words.events).find(([name]) => name === event)?.[1];
  const number = (name: string) => (typeof payload[name] === 'number' ? payload[name] : undefined);
  const say = <T>(value: T | undefined, sentence: (value: T) => string) =>
    value === undefined ? [] : [sentence(value)];
  const text = (name: string) => (typeof payload[name] === 'string' ? payload[name] : undefined);
  const attempt = number('attempt') ?? 1;
  const facts = [
    ...say(text('code'), String),
    ...say(event === 'started' ? (jobId ?? undefined) : undefined, (id) => words.facts.job(String(id))),
    ...(attempt > 1 ? [words.facts.attempt(formats.count(attempt))] : []),
    ...say(number('pause_seconds'), (pause) => words.facts.pause(formats.duration(pause))),
    ...say(number('bytes'), formats.bytes),
  ];
  const isPlain = known !== undefined && severity === 'info' && event !== 'held_up';
  return { text: known ?? event, facts, foreign: isPlain ? undefined : message };
}
