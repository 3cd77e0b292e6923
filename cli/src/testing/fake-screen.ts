import { EventEmitter } from 'node:events';

import { displayWidth } from '../format.ts';
import type { Screen } from '../live-block.ts';

const COMMAND = new RegExp(
  `${String.fromCodePoint(0x1b)}\\[(\\??\\d*)([A-Za-z])|[\\r\\n]|[^\\r\\n\\u001b]+`,
  'gu',
);

export interface FakeScreen extends Screen {
  /** What one sees, without the empty lines at the end. */
  readonly lines: string[];
  readonly cursorHidden: boolean;
  resize(columns: number): void;
}

/** As much of a terminal as a live block uses; narrower, it wraps the lines that it shows, as most do. */
export function fakeScreen(columns: number, rows = 24): FakeScreen {
  let lines: string[] = [''];
  let row = 0;
  let column = 0;
  let cursorHidden = false;
  const events = new EventEmitter();
  const line = () => lines[row] ?? '';
  const execute = (argument: string, command: string) => {
    if (command === 'A') row -= Number(argument);
    if (command === 'K') lines[row] = line().slice(0, column);
    if (command === 'J') lines = [...lines.slice(0, row), line().slice(0, column)];
    if (argument === '?25') cursorHidden = command === 'l';
  };
  const screen = {
    columns,
    rows,
    write(text: string) {
      for (const [part, argument, command] of text.matchAll(COMMAND)) {
        if (command !== undefined) execute(argument ?? '', command);
        else if (part === '\r') column = 0;
        else if (part === '\n') {
          row += 1;
          column = 0;
          lines[row] ??= '';
        } else {
          lines[row] = line().slice(0, column) + part + line().slice(column + part.length);
          column += part.length;
          if (displayWidth(line()) > screen.columns) throw new RangeError(`Wider than the screen: ${line()}`);
        }
      }
      return true;
    },
    on: events.on.bind(events),
    removeListener: events.removeListener.bind(events),
    resize(to: number) {
      const wrap = (text: string): string[] =>
        text.length <= to ? [text] : [text.slice(0, to), ...wrap(text.slice(to))];
      lines = lines.flatMap(wrap);
      row = lines.length - 1;
      screen.columns = to;
      events.emit('resize');
    },
    get lines() {
      return lines.join('\n').trimEnd().split('\n');
    },
    get cursorHidden() {
      return cursorHidden;
    },
  };
  return screen as unknown as FakeScreen;
}
