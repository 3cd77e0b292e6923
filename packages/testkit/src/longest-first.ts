import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of the paths of files that take longer than any other, the longest first. */
const LONGEST = [
  'faults/src/faults.e2e',
  'bench/src/bench.e2e',
  'e2e/redrive.',
  'e2e/kills.',
  'e2e/console',
  'e2e/least-privilege.',
  'e2e/outages.',
  'e2e/resume.',
  'e2e/drops.',
  'packages/bus/src/cluster.int',
  'access/limits.int',
  'infra/src/stacks/data/nats-start.int',
  'infra/src/deployment/deploy-trouble.int',
];

/**
 * Begins with the files that take longest, so that none of them is left for one worker alone at the end. Vitest does so
 * by what it has measured before; where it has measured nothing, as on a fresh clone, it goes by the size of the files.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const groupOf = (file: TestSpecification) => file.project.config.sequence.groupOrder;
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((part) => moduleId.includes(part));
  return place === -1 ? LONGEST.length : place;
}
