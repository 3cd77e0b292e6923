import { expect, test } from 'vitest';

import { messagesFor } from '../messages/index.ts';
import { createOutput, type Output, plainStyle } from '../output.ts';
import { fakeScreen } from '../testing/fake-screen.ts';
import { createRolloutBoard } from './rollout-board.ts';

const messages = messagesFor('en');
const SERVICES = ['tracker', 'loader'];
const tasks = { running: 1, desired: 2, failed: 0 };

function play(redraws: boolean) {
  const screen = fakeScreen(70);
  const output: Output = {
    ...createOutput(false),
    ...{ stream: screen as unknown as NodeJS.WriteStream, style: plainStyle, redraws },
    line: (text = '') => void screen.write(`${text}\n`),
    lines: (texts) => texts.forEach((text) => void screen.write(`${text}\n`)),
  };
  return { screen, board: createRolloutBoard(SERVICES, output, messages) };
}

test('on a terminal each service has a line, which is drawn anew and stays at the end', () => {
  const { screen, board } = play(true);
  board.set('tracker', { state: 'rolling', revision: 'p-tracker:2', tasks });
  expect(screen.lines).toEqual(['  tracker  rolling    1/2 running  p-tracker:2', '  loader   untouched']);
  board.note('AWS does not answer for now');
  expect(screen.lines).toHaveLength(3);
  board.set('tracker', { state: 'completed', revision: 'p-tracker:2' });
  board.end();
  board.end();
  expect(screen.lines).toEqual(['  tracker  done         p-tracker:2', '  loader   untouched']);
  expect(screen.cursorHidden).toBe(false);
});

test('elsewhere a line is written for each change', () => {
  const { screen, board } = play(false);
  expect(board.isTouched).toBe(false);
  board.set('tracker', { state: 'rolling', revision: 'p-tracker:2', tasks });
  board.set('tracker', { state: 'rolling', revision: 'p-tracker:2', tasks });
  board.note('away');
  board.note('away');
  board.set('tracker', { state: 'completed', revision: 'p-tracker:2' });
  board.end();
  expect(board.isTouched).toBe(true);
  expect(screen.lines).toEqual([
    '  tracker  rolling  1/2 running  p-tracker:2',
    'away',
    '  tracker  done    p-tracker:2',
  ]);
});
