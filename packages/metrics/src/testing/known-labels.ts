import type { MetricDefinition } from '../definition.ts';
import { METRICS } from '../definitions.ts';
import { Metrics } from '../metrics.ts';

/** What Prometheus adds to every series. */
const OF_THE_TARGET = ['instance', 'job'];

/** Every series that Prometheus has of regpipe, by its name, with the labels it may have. */
export async function knownLabels(): Promise<Map<string, ReadonlySet<string>>> {
  const known = new Map<string, ReadonlySet<string>>([['up', new Set(OF_THE_TARGET)]]);
  for (const [name, labels] of await labelsOfProcesses()) known.set(name, labels);
  for (const [name, definition] of Object.entries<MetricDefinition>(METRICS)) {
    const ofProcess = definition.from.includes('system') ? [] : ['service'];
    const labels = [...definition.labels, ...ofProcess, ...OF_THE_TARGET];
    if (definition.type === 'histogram') {
      known.set(`${name}_bucket`, new Set([...labels, 'le']));
      for (const suffix of ['sum', 'count']) known.set(`${name}_${suffix}`, new Set(labels));
    } else known.set(name, new Set(labels));
  }
  return known;
}

/** Of what prom-client measures of a process: as a scrape shows them. */
async function labelsOfProcesses(): Promise<[string, ReadonlySet<string>][]> {
  const lines = (await new Metrics('gateway').text()).split('\n');
  return lines
    .filter((line) => /^(process|nodejs)_/.test(line))
    .map((line) => {
      const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
      const names = Array.from(labels.matchAll(/(\w+)="/g), ([, label = '']) => label);
      return [name, new Set([...names, ...OF_THE_TARGET])];
    });
}
