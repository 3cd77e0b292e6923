const DATASET = 'user-statistics';

export function recordAddress(userId: string): string {
  return `/data/${encodeURIComponent(userId)}?dataset=${DATASET}`;
}

export const LIST_ADDRESS = `/data?dataset=${DATASET}`;
export const DROPS_ADDRESS = `/drops?dataset=${DATASET}`;
