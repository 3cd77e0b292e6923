/** For `regex` of a text that is looked for in PostgreSQL, which has none with a NUL: it would fail as if by our mistake. */
export const WITHOUT_NUL = [/^[^\0]*$/, 'Invalid: it holds a NUL character'] as const;
