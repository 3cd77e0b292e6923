import { effect, signal } from '@preact/signals';

import { readChoice, writeChoice } from '../browser/choices.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const CHOICE = 'regpipe.theme';

/** What was chosen; `auto` is what the system prefers. */
export const theme = signal<Theme>(readChoice(CHOICE, THEMES) ?? 'auto');

const systemPrefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(systemPrefersDark.matches);
systemPrefersDark.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));

/** Whether it is dark now, for what is drawn and cannot be styled. */
export function isDark(): boolean {
  return theme.value === 'auto' ? systemIsDark.value : theme.value === 'dark';
}

/** Says it to the style sheets. */
export function applyTheme(): void {
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'auto') delete dataset['theme'];
    else dataset['theme'] = theme.value;
  });
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  writeChoice(CHOICE, chosen);
}
