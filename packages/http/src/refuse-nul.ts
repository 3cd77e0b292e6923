import { RefusedError } from '@regpipe/contracts';
import type { preValidationHookHandler } from 'fastify';

/**
 * A hook that refuses parameters with a NUL, which PostgreSQL has no text for: a query that was given one would fail as if
 * it were our mistake. For the data sets' own queries; our parameters have schemas that let none through.
 */
export const refuseNul: preValidationHookHandler = ({ params, query }, _reply, done) => {
  const fields = [params, query].flatMap((part) =>
    Object.entries((part ?? {}) as Record<string, unknown>)
      .filter(([, value]) => [value].flat().some((text) => String(text).includes('\0')))
      .map(([field]) => field),
  );
  if (fields.length === 0) {
    done();
    return;
  }
  const errors = fields.map((field) => ({ field, message: 'Invalid: it holds a NUL character' }));
  const refusal = new RefusedError(
    'REQUEST_INVALID',
    `${fields.join(', ')}: Invalid: it holds a NUL character`,
    {
      fields: { errors },
    },
  );
  done(refusal);
};
