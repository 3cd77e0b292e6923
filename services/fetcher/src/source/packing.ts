import { isZip, SIGNATURE_BYTES } from './zip-records.ts';

/** How the bytes of a source are packed; whatever its name or Content-Type says. */
export type Packing = 'zip' | 'gzip';

/** Bytes from the start of a source that tell its packing. */
export const PACKING_BYTES = SIGNATURE_BYTES;

/** The two bytes of gzip's signature, and the only method that it knows: deflate. */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

export function packingOf(start: Buffer): Packing | null {
  if (isZip(start)) return 'zip';
  return start.subarray(0, GZIP.length).equals(GZIP) ? 'gzip' : null;
}
