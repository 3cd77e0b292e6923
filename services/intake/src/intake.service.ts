import type { ServiceSchema } from 'moleculer';

/** Takes dropped files in: has each loaded once, writes its report and moves it away. */
export function intakeService(): ServiceSchema {
  return {
    name: 'intake',
    actions: {
      health: () => ({ service: 'intake' }),
    },
  };
}
