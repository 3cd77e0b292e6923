import { RegpipeError } from '@regpipe/contracts';
import { isTransient, sqlState } from '@regpipe/database';
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from 'fastify-type-provider-zod';

import type { Trouble } from './problem.ts';

interface BadField {
  readonly field: string;
  readonly message: string;
}

const QUERY_CANCELED = '57014';

/** Says what a thrown value means to the client. Nothing of an unexpected error is shown. */
export function findTrouble(error: unknown): Trouble {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return badFields(error.validation.flatMap((issue) => toBadFields(issue, error.validationContext)));
  }
  if (error instanceof RegpipeError && error.code !== 'INTERNAL') {
    return { code: error.code, status: error.status, detail: error.message, fields: error.fields };
  }
  if (isTransient(error)) return databaseUnavailable('The database does not answer.');
  if (sqlState(error) === QUERY_CANCELED)
    return databaseUnavailable('The query took too long and was ended.');
  const refusal = httpRefusal(error);
  if (refusal !== undefined) {
    return { code: 'REQUEST_INVALID', status: refusal.statusCode, detail: refusal.message, fields: {} };
  }
  return { code: 'INTERNAL', status: 500, detail: 'Something went wrong inside regpipe.', fields: {} };
}

function badFields(errors: readonly BadField[]): Trouble {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return { code: 'REQUEST_INVALID', status: 422, detail, fields: { errors } };
}

/** One bad field, except that zod reports all unknown ones at once. */
function toBadFields(issue: ZodFastifySchemaValidationError, context: string | undefined): BadField[] {
  const path = issue.instancePath.split('/').filter((step) => step !== '');
  const unknown = issue.keyword === 'unrecognized_keys' ? issue.params['keys'] : undefined;
  if (Array.isArray(unknown)) {
    return unknown.map((key) => ({
      field: [...path, String(key)].join('.'),
      message: 'There is no such field.',
    }));
  }
  const field = path.length === 0 ? (context ?? 'request') : path.join('.');
  return [{ field, message: issue.message ?? 'Invalid.' }];
}

function databaseUnavailable(detail: string): Trouble {
  return { code: 'DATABASE_UNAVAILABLE', status: 503, detail, fields: {} };
}

/** What Fastify itself refuses before a handler runs: malformed JSON (400), too large (413), not JSON (415). */
function httpRefusal(error: unknown): { statusCode: number; message: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return undefined;
  const { code, statusCode, message } = error;
  if (typeof code !== 'string' || !code.startsWith('FST_ERR_')) return undefined;
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  return { statusCode, message };
}
