/** A LIKE pattern for text that contains `part`, in which no character is a wildcard. */
export function containsPattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Whether a bigram index can help: a single character has no bigram. Counts characters, as PostgreSQL does. */
export function hasBigram(part: string): boolean {
  return Array.from(part).length >= 2;
}
