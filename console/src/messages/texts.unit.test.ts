import { describe, expect, test } from 'vitest';

type Module = Readonly<Record<string, unknown>>;

const english = import.meta.glob<Module>('../**/*.en.ts', { eager: true });
const chinese = import.meta.glob<Module>('../**/*.zh-TW.ts', { eager: true });

/** Every text with its path, such as `confirm.title`; those with gaps are filled with numbers. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return [[path, String((value as (...gaps: number[]) => unknown)(1, 2, 3))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

const textsOf = (module: Module | undefined) => Object.values(module ?? {}).flatMap((part) => texts(part));
const pathsOf = (module: Module | undefined) =>
  textsOf(module)
    .map(([path]) => path)
    .sort();

test('every page speaks both languages', () => {
  const pages = Object.keys(english).map((file) => file.replace('.en.ts', '.zh-TW.ts'));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.sort()).toEqual(Object.keys(chinese).sort());
});

describe.each(Object.keys(english))('%s', (file) => {
  const [ours, theirs] = [english[file], chinese[file.replace('.en.ts', '.zh-TW.ts')]];

  test('has the same texts in both languages, and none is empty', () => {
    expect(pathsOf(theirs)).toEqual(pathsOf(ours));
    expect([...textsOf(ours), ...textsOf(theirs)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('is written in full-width punctuation in Chinese', () => {
    const written = textsOf(theirs).map(([, text]) => text);
    expect(written.filter((text) => /\p{Script=Han}[,.;:?!]/u.test(text))).toEqual([]);
  });

  // A data set names what it holds by the words that its source has for it.
  if (/\/datasets\/[^/]+\//.test(file)) return;

  test('has no Chinese in English, but the name of the language', () => {
    const foreign = textsOf(ours).filter(
      ([path, text]) => /\p{Script=Han}/u.test(text) && path !== '.languages.zh-TW',
    );
    expect(foreign).toEqual([]);
  });
});
