import { z } from 'zod';

/** A route's good answer with a word on what it is; a bare schema would be described as "Default Response". */
export function jsonResponse<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** A good answer without a body. */
export function emptyResponse(description: string) {
  return z.undefined().describe(description);
}
