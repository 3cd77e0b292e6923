/** What a service of AWS answers with: its work, or a refusal in its own words. */
export type JsonAnswer = { readonly done: object } | Refusal;

export interface Refusal {
  readonly error: string;
  readonly status?: number;
  readonly message?: string;
}

export type Input = Readonly<Record<string, unknown>>;

/** A service of AWS, by its operations. */
export type Operations = Readonly<Record<string, (input: Input) => JsonAnswer>>;

export function done(answer: object): JsonAnswer {
  return { done: answer };
}

/** As JSON 1.1 carries moments: seconds. */
export function seconds(moment: Date): number {
  return moment.getTime() / 1_000;
}
