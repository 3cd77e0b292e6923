/** What every mode is given. */
export interface ModeOptions {
  /** For sample files and the stack's data; emptied by the caller. */
  readonly directory: string;
  /** Where the documents go. */
  readonly resultsDirectory: string;
  /** One line of progress for people. */
  readonly say: (line: string) => void;
}

export const DATASET = 'tax-registration';
