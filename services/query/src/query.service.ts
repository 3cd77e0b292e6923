import type { ServiceSchema } from 'moleculer';

/** Answers questions about notifications. */
export function queryService(): ServiceSchema {
  return {
    name: 'query',
    actions: {
      health: () => ({ service: 'query' }),
    },
  };
}
