/** A slice of what was found in the rows of a job, to be told of its drop. */
export interface FindingCopy<Position> {
  readonly dropId: number;
  readonly jobId: number;
  /** By type of finding the name by which it is told, where that is not `usual`. */
  readonly errorNames: Readonly<Record<string, string>>;
  readonly usual: string;
  /** Where the slice before ended. */
  readonly after: Position | undefined;
  readonly limit: number;
}

/** The first four values of such a statement: drop, job, names, the usual name. */
export function findingValues({
  dropId,
  jobId,
  errorNames,
  usual,
}: FindingCopy<unknown>): [number, number, string, string] {
  return [dropId, jobId, JSON.stringify(errorNames), usual];
}
