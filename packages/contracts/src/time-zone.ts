/** Where a schedule's hours are counted, unless it says otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Taipei';
