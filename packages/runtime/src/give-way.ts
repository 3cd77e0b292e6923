import { constants, setPriority } from 'node:os';

/**
 * Lets this process stand back behind those who answer people: on a machine that a load keeps busy, the gateway gets the
 * processor when it needs it. A load takes no longer for it, as its stages stand back alike.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some platforms do not let a process lower itself; then everyone has the same share.
  }
}
