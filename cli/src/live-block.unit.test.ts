import { expect, test } from 'vitest';

import { createLiveBlock } from './live-block.ts';
import { fakeScreen } from './testing/fake-screen.ts';

const line = (text: string) => (columns: number) => ['head', text.repeat(columns)];

test('lines are drawn in place, below what was there, and taken away without a trace', () => {
  const screen = fakeScreen(40);
  screen.write('before\n');
  const block = createLiveBlock(screen);
  block.draw(() => ['one', 'two and more', 'three']);
  expect(screen.lines).toEqual(['before', 'one', 'two and more', 'three']);
  expect(screen.cursorHidden).toBe(true);
  block.draw(() => ['1', '2']);
  expect(screen.lines).toEqual(['before', '1', '2']);
  block.clear();
  block.clear();
  screen.write('after');
  expect(screen.lines).toEqual(['before', 'after']);
  expect(screen.cursorHidden).toBe(false);
});

test('a line is cut to the terminal, in Chinese, too', () => {
  const screen = fakeScreen(20);
  createLiveBlock(screen).draw(() => ['全國營業稅籍登記資料集', 'x'.repeat(19), 'y'.repeat(20)]);
  expect(screen.lines).toEqual(['全國營業稅籍登記資…', 'x'.repeat(19), `${'y'.repeat(18)}…`]);
});

test('a narrower terminal is drawn on anew, with nothing left of what it had wrapped', () => {
  const screen = fakeScreen(60);
  screen.write('before\n');
  const block = createLiveBlock(screen);
  block.draw(line('x'));
  screen.resize(25);
  expect(screen.lines).toEqual(['before', 'head', `${'x'.repeat(23)}…`]);
  screen.resize(50);
  expect(screen.lines).toEqual(['before', 'head', `${'x'.repeat(48)}…`]);
  block.clear();
  screen.resize(30);
  expect(screen.lines).toEqual(['before']);
});

test('of more lines than the terminal has the last ones are shown', () => {
  const screen = fakeScreen(20, 3);
  createLiveBlock(screen).draw(() => ['1', '2', '3', '4']);
  expect(screen.lines).toEqual(['3', '4']);
});

test('nothing listens any more once it is cleared', () => {
  const before = process.listenerCount('SIGTERM');
  const block = createLiveBlock(fakeScreen(20));
  block.draw(() => ['x']);
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  block.clear();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
