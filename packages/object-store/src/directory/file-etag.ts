import type { BigIntStats } from 'node:fs';

/**
 * What stands for the ETag of a file in a directory: its size, its time of change in nanoseconds, and its inode. A file that
 * is moved keeps it; one that takes its name, or is written, has another.
 */
export function fileEtag({ size, mtimeNs, ino }: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino'>): string {
  return [size, mtimeNs, ino].map((part) => part.toString(16)).join('-');
}
