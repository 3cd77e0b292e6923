import type { SecurityScheme } from './documentation.ts';

/** A token in the header Authorization. */
export const bearerScheme: SecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'REGPIPE_API_TOKEN, or one that was made',
};

/** A browser's. */
export const sessionScheme: SecurityScheme = {
  type: 'apiKey',
  in: 'cookie',
  name: 'regpipe_session',
  description: 'Set by POST /api/session; what changes something also needs the header X-CSRF-Token',
};
