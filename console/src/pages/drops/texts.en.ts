/** The list of dropped files, in English. */
export const dropsPageEn = {
  title: 'Drops',
  table: 'Dropped files',
  filters: {
    status: 'State',
    dataset: 'Data set',
    name: 'Name begins with',
    apply: 'Filter',
    all: 'All',
    clear: 'Show all',
  },
  columns: {
    name: 'File',
    status: 'State',
    dataset: 'Data set',
    received: 'Arrived',
    rows: 'Rows',
    failed: 'Rejected',
    seconds: 'Took',
  },
  noDataset: 'none takes it',
  repeated: (arrivals: string) => `announced ${arrivals} times`,
  retry: 'tried again',
  empty: 'No file has been dropped yet',
  emptyHint: 'A file is taken in when it is put into one of these, under incoming/:',
  ways: {
    directory:
      'the directory that the intake watches (REGPIPE_DROP_DIRECTORY): move a finished CSV file into its folder incoming/',
    bucket:
      'its bucket (REGPIPE_S3_BUCKET): upload it below the prefix incoming/; its event or the next look at the bucket brings it in',
  },
  emptyAfter:
    'What becomes of it is shown here. Afterwards the file lies in processed/ or failed/, and its report in results/.',
  emptyFiltered: 'No dropped file fits',
};
