/** Milliseconds; what the page and its picture measure the query service by. */
export const QUESTION_GOAL_MS = 20;
export const QUESTION_LIMIT_MS = 100;
export const LAG_GOAL_MS = 250;
