import type { TimelineEntry } from '@regpipe/contracts';
import type { Terms } from '@regpipe/terms';

import type { Formats } from '../../i18n/format.ts';
import type { jobPageEn } from './texts.en.ts';

export interface DescribedEntry {
  readonly text: string;
  /** Numbers and names, behind the text. */
  readonly facts: readonly string[];
  /** What somebody else has written: an error's message, or why a chunk is dead. */
  readonly foreign: string | undefined;
}

type Words = (typeof jobPageEn)['timeline'];

/** Something that happened, in words. A type that this console does not know shows by its name. */
export function describeEntry(
  entry: TimelineEntry,
  words: Words,
  terms: Terms,
  formats: Formats,
): DescribedEntry {
  const { type, data } = entry;
  const text = textOf(data);
  const count = (name: string) => (typeof data[name] === 'number' ? formats.count(data[name]) : undefined);
  const say = (value: string | undefined, sentence: (value: string) => string) =>
    value === undefined ? [] : [sentence(value)];
  if (type === 'status') {
    const to = text('to') ?? '';
    const state = Object.entries(terms.statuses).find(([status]) => status === to)?.[1] ?? to;
    return { text: words.became(state), facts: say(text('code'), String), foreign: text('message') };
  }
  const [chunk, line] = [count('chunk'), count('first_line')];
  const step = text('step');
  const facts = [
    ...say(step, (name) => Object.entries(terms.publishSteps).find(([known]) => known === name)?.[1] ?? name),
    ...say(text('source_stamp'), (day) => words.facts.stamp(formats.day(day))),
    ...(chunk === undefined || line === undefined ? [] : [words.facts.chunk(chunk, line)]),
    ...say(count('chunks'), words.facts.chunks),
    ...say(count('records'), words.facts.records),
    ...(typeof data['bytes'] === 'number' ? [formats.bytes(data['bytes'])] : []),
    ...say(count('version'), words.facts.version),
    ...say(count('to'), words.facts.to),
    ...say(count('from'), words.facts.from),
  ];
  const known = Object.entries(words.types).find(([name]) => name === type)?.[1];
  return { text: known ?? type, facts, foreign: text('reason') };
}

function textOf(data: TimelineEntry['data']): (name: string) => string | undefined {
  return (name) => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}
