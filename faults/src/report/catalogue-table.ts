import { type Fault, GROUPS } from '../fault.ts';
import { markdownTable } from './markdown-table.ts';

const TITLES: Readonly<Record<(typeof GROUPS)[number], string>> = {
  processes: 'Processes',
  bus: 'NATS',
  postgresql: 'PostgreSQL',
  source: 'The source',
  data: 'The data',
  api: 'The API',
  concurrency: 'Clocks and concurrency',
  drops: 'Dropped files',
  notifications: 'Notifications',
};

/** The catalogue for reading: what docs/faults.md holds. */
export function catalogueTable(faults: readonly Fault[]): string {
  return GROUPS.map((group) => {
    const rows = faults.filter((fault) => fault.group === group).map(rowOf);
    return `## ${TITLES[group]}\n\n${markdownTable(['Fault', 'What happens', 'Test'], rows)}`;
  }).join('\n');
}

function rowOf(fault: Fault): string[] {
  return [fault.fault, fault.expected, testOf(fault)];
}

function testOf({ id, strikes, inShort = 0, test, notStruck }: Fault): string {
  const struck =
    strikes.length === 0
      ? []
      : [`\`--only ${id}\`, ${times(strikes.length)}${inShort > 0 ? ', also short' : ''}`];
  const closer = test === undefined ? [] : [`\`${test}\``];
  const why = notStruck === undefined ? [] : [`not struck: ${notStruck}`];
  return [...struck, ...closer, ...why].join('; ');
}

function times(count: number): string {
  return count === 1 ? '1 strike' : `${count} strikes`;
}
