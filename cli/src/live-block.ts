import { displayWidth, truncate } from './format.ts';

/** The part of a NodeJS.WriteStream that a block of lines is drawn on. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'removeListener'>;

/** Lines at the end of a terminal that are drawn again and again in the same place. */
export interface LiveBlock {
  /** @param render gives the lines for so many columns; called again when the terminal gets another size */
  draw(render: (columns: number) => readonly string[]): void;
  /** Takes the lines away again, and leaves the terminal as it was. Idempotent. */
  clear(): void;
}

const ESC = String.fromCodePoint(0x1b);
const HIDE_CURSOR = `${ESC}[?25l`;
const SHOW_CURSOR = `${ESC}[?25h`;
const ERASE_LINE_REST = `${ESC}[K`;
const ERASE_BELOW = `${ESC}[J`;
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;
/** What ends the process without a chance to clear up. */
const DEADLY_SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

export function createLiveBlock(screen: Screen): LiveBlock {
  let drawn: readonly string[] = [];
  let render: ((columns: number) => readonly string[]) | undefined;

  const redraw = () => {
    if (render === undefined) return;
    const columns = screen.columns || USUAL_COLUMNS;
    // A line of full width would leave it to the terminal whether the next one starts below it or two below.
    const lines = render(columns).map((line) => truncate(line, columns - 1));
    const next = lines.slice(-Math.max((screen.rows || USUAL_ROWS) - 1, 1));
    const text = next.map((line) => line + ERASE_LINE_REST).join('\n');
    screen.write(toStart(drawn, columns) + text + ERASE_BELOW);
    drawn = next;
  };
  const die = (signal: NodeJS.Signals) => {
    block.clear();
    process.kill(process.pid, signal);
  };
  const showCursor = () => screen.write(SHOW_CURSOR);

  const block: LiveBlock = {
    draw(lines) {
      if (render === undefined) {
        screen.write(HIDE_CURSOR);
        screen.on('resize', redraw);
        process.once('exit', showCursor);
        for (const signal of DEADLY_SIGNALS) process.once(signal, die);
      }
      render = lines;
      redraw();
    },
    clear() {
      if (render === undefined) return;
      render = undefined;
      screen.removeListener('resize', redraw);
      process.removeListener('exit', showCursor);
      for (const signal of DEADLY_SIGNALS) process.removeListener(signal, die);
      screen.write(toStart(drawn, screen.columns || USUAL_COLUMNS) + ERASE_BELOW + SHOW_CURSOR);
      drawn = [];
    },
  };
  return block;
}

/** To the first column of the first line. A terminal that has become narrower has wrapped what was drawn before. */
function toStart(drawn: readonly string[], columns: number): string {
  const rows = drawn.reduce((sum, line) => sum + Math.max(Math.ceil(displayWidth(line) / columns), 1), 0);
  return rows > 1 ? `\r${ESC}[${rows - 1}A` : '\r';
}
