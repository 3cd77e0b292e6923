/** The lock of a file, whatever lies under its name: objects that follow each other there are worked on one by one. */
export function fileLock(bucket: string, key: string): string {
  return `file:${bucket}/${key}`;
}

export function datasetLock(dataset: string): string {
  return `dataset:${dataset}`;
}
