/** What somebody has chosen in this browser. Storage may be switched off; a choice then lasts until the page is left. */
export function readChoice<T extends string>(key: string, among: readonly T[]): T | undefined {
  try {
    const kept = localStorage.getItem(key);
    return among.find((choice) => choice === kept);
  } catch {
    return undefined;
  }
}

export function writeChoice(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // It holds for this visit.
  }
}
