/** The values of a scrape: by name and labels, as in `name{label="value"}`. */
export type Scraped = readonly {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}[];

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;

/** @throws Error for an answer that is no metrics, or a line that cannot be read */
export async function scrape(url: string, token?: string): Promise<Scraped> {
  const response = await fetch(url, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`Not a sample: ${line}`);
    const pairs = Array.from(labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g), ([, key, text]) => [key, text]);
    return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
  });
}

/** The sum of all values that have these labels among theirs; undefined where there is none. */
export function sumOf(
  scraped: Scraped,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = scraped.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
