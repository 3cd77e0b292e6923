/** The part of pino-roll that we use; it brings no types of its own. */
declare module 'pino-roll' {
  import type { SonicBoom } from 'sonic-boom';

  interface RollOptions {
    readonly file: string;
    /** With `b` for bytes behind it. */
    readonly size: string;
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean };
    /** Of what waits to be written, in bytes. */
    readonly maxLength: number;
  }

  /** Opens `<file>.<number>.<extension>`, the highest number there is or 1; it is open at the event `ready`. */
  export default function roll(options: RollOptions): Promise<SonicBoom>;
}
