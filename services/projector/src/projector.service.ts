import type { ServiceSchema } from 'moleculer';

/** Records commands and keeps what is made of them. */
export function projectorService(): ServiceSchema {
  return {
    name: 'projector',
    actions: {
      health: () => ({ service: 'projector' }),
    },
  };
}
