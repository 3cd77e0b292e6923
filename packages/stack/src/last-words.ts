/** Why a service has ended, from what it has written: a FATAL line of its log, or else an error of Node's own. */
export class LastWords {
  #fatal: string | undefined;
  #error: string | undefined;

  /** @param line of its log */
  hear(line: string): void {
    if (line.includes('"level":"FATAL"')) this.#fatal = messageOf(line);
  }

  /** @param text of its stderr */
  hearError(text: string): void {
    this.#error ??= /^.*Error\b.*$/m.exec(text)?.[0].trim();
  }

  /** Empty where it has said nothing. */
  get text(): string {
    return this.#fatal ?? this.#error ?? '';
  }
}

function messageOf(line: string): string | undefined {
  try {
    const { message } = JSON.parse(line) as { readonly message?: unknown };
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
