import { z } from 'zod';

/** The 200 of a route that answers with a stream, for its description; typed as nothing, since no schema checks it. */
export function streamResponse(mediaType: string, description: string): object {
  return { 200: { description, content: { [mediaType]: { schema: z.string() } } } };
}
