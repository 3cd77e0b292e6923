/** What the contracts call the watched directory, where a bucket has its name; there it stands beside schemas. */
export const DIRECTORY = 'directory';
