import { ERROR_CODES, type ErrorCode } from '@regpipe/contracts';
import { z } from 'zod';

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** The page that explains every code; a problem's `type` points into it. */
export const ERROR_PAGE = '/docs/errors';

export const problemSchema = z
  .looseObject({
    type: z.string().describe('Address of what is known about this code, relative to the API'),
    title: z.string().describe('The code in words'),
    status: z.number().int(),
    detail: z.string().describe('What went wrong this time'),
    code: z.enum(Object.keys(ERROR_CODES)).describe('Stable; what a program should look at'),
    next: z.string().describe('What to do next'),
    instance: z.string().describe('This request, as the log names it'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('Every bad field of the request, for REQUEST_INVALID'),
  })
  .describe('A problem document (RFC 9457); further members say which job, field or record it is about');
export type Problem = z.infer<typeof problemSchema>;

/** What is wrong, without the request it happened in. */
export interface Trouble {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Differs from the code's own only where HTTP knows a better one, as for a body that is too large. */
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function problemOf(trouble: Trouble, requestId: string): Problem {
  return {
    ...trouble.fields,
    type: `${ERROR_PAGE}#${trouble.code}`,
    title: titleOf(trouble.code),
    status: trouble.status,
    detail: trouble.detail,
    code: trouble.code,
    next: ERROR_CODES[trouble.code].next,
    instance: `urn:uuid:${requestId}`,
  };
}

function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
