/** What a command's exit code says. */
export const EXIT = {
  ok: 0,
  /** The job ended badly, or the API refused. */
  failed: 1,
  /** The command line or a setting is wrong, or a confirmation could not be asked for. */
  usage: 2,
  /** No usable answer from the API. */
  unreachable: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export interface CliErrorOptions {
  readonly code: string;
  /** In the user's language. */
  readonly message: string;
  /** What the user does next, in the user's language. */
  readonly next: string;
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/** Every error that a command ends with: what happened, and what to do next. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  readonly code: string;
  readonly next: string;
  readonly exitCode: number;

  constructor(options: CliErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.next = options.next;
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}

/** An answer of the API that is a problem document, or none at all that we can use. */
export class ApiError extends CliError {
  override readonly name = 'ApiError';
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(options: CliErrorOptions & { readonly status?: number }) {
    super(options);
    this.status = options.status;
  }

  /** Whether the same request may succeed in a moment: no answer, or a service behind the gateway is away. */
  get passing(): boolean {
    return this.status === undefined
      ? this.exitCode === EXIT.unreachable
      : this.status >= 500 || this.status === 429;
  }
}
