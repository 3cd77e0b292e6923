/** What is said about dropped files, in English. */
export const dropsEn = {
  options: {
    drop: 'Number of the file, to see all that was done about it',
    ofStatus: 'Only those in one state',
    limit: (count: number) => `How many to list, of files or of rows (${count})`,
  },
  columns: {
    id: 'id',
    name: 'name',
    dataset: 'data set',
    status: 'status',
    received: 'received',
    time: 'time',
    rows: 'rows',
    failed: 'failed',
    error: 'error',
    job: 'job',
    file: 'file',
    movedTo: 'moved to',
    report: 'report',
    retry: 'tried again',
    owner: 'worked on by',
    arrivals: 'announced',
    line: 'line',
    reason: 'reason',
    record: 'record',
  },
  none: 'No file has been dropped yet.',
  more: 'There are older ones: --limit N shows more.',
  title: (id: number, name: string) => `File ${id}: ${name}`,
  loaded: (loaded: string, total: string) => `${loaded} of ${total} loaded`,
  times: (count: string) => `${count} times`,
  trail: 'What was done about it',
  rows: 'Its rows',
  moreRows: (jobId: number | null) =>
    jobId === null
      ? 'There are more: --limit N shows them.'
      : `There are more: --limit N shows them; all rejected ones: ./run errors ${jobId} --csv rejects.csv`,
};

/** What the help of their command says. */
export const dropCommandsEn = {
  drops: {
    description: 'List dropped files, or show what was done about one',
    examples: ['./run drops', './run drops --status failed', './run drops 7', './run drops 7 --json'],
  },
};
