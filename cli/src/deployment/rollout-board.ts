import { alignColumns, indent } from '../format.ts';
import { createLiveBlock } from '../live-block.ts';
import type { Messages } from '../messages/index.ts';
import type { Output, Style } from '../output.ts';
import { plainStyle } from '../output.ts';
import type { TaskCounts } from './load-tools.ts';

export type RowState = 'waiting' | 'rolling' | 'completed' | 'unchanged' | 'failed';

export interface Row {
  readonly state: RowState;
  /** `family:revision` that it goes over to. */
  readonly revision?: string;
  readonly tasks?: TaskCounts;
}

/** Where each service stands: on a terminal a line each, drawn anew; elsewhere a line for each change. */
export interface RolloutBoard {
  /** Whether any service has been touched. */
  readonly isTouched: boolean;
  /** Whether any service is there. */
  has(state: RowState): boolean;
  set(service: string, row: Row): void;
  /** Something about the waiting itself. */
  note(text: string): void;
  /** How it stands, for whoever leaves it here. */
  lines(): string[];
  /** Leaves the terminal as it was, and the last state on it. Idempotent. */
  end(): void;
}

/** @param services in the order of their lines */
export function createRolloutBoard(
  services: readonly string[],
  output: Output,
  messages: Messages,
): RolloutBoard {
  const rows = new Map<string, Row>(services.map((service) => [service, { state: 'waiting' }]));
  const block = output.redraws ? createLiveBlock(output.stream) : undefined;
  let shown = '';
  let noted = '';
  let isShown = false;
  const describe = (style: Style) => describeRows(rows, messages, style);
  const draw = () =>
    block?.draw(() => [...describe(output.style), ...(noted === '' ? [] : [output.style('yellow', noted)])]);
  return {
    get isTouched() {
      return [...rows.values()].some(({ state }) => state !== 'waiting' && state !== 'unchanged');
    },
    has: (wanted) => [...rows.values()].some(({ state }) => state === wanted),
    set(service, row) {
      rows.set(service, row);
      noted = '';
      isShown = true;
      draw();
      if (block !== undefined) return;
      const [line = ''] = describeRows(new Map([[service, row]]), messages, output.style);
      if (line !== shown) output.line(line);
      shown = line;
    },
    note(text) {
      if (block === undefined && text !== noted) output.line(text);
      noted = text;
      if (isShown) draw();
    },
    lines: () => describe(plainStyle),
    end() {
      block?.clear();
      if (block !== undefined && isShown) output.lines(describe(output.style));
      isShown = false;
    },
  };
}

function describeRows(rows: ReadonlyMap<string, Row>, messages: Messages, style: Style): string[] {
  const words = messages.deployment;
  const looks = {
    waiting: 'dim',
    rolling: 'cyan',
    completed: 'green',
    unchanged: 'dim',
    failed: 'red',
  } as const;
  const cells = [...rows].map(([service, { state, revision = '', tasks }]) => [
    service,
    style(looks[state], words.states[state]),
    tasks === undefined ? '' : words.tasks(tasks.running, tasks.desired, tasks.failed),
    revision,
  ]);
  return indent(alignColumns(cells, ['left', 'left', 'left', 'left']));
}
