export { type Language, LANGUAGES } from './language.ts';
export { type NextSteps, nextStepsFor } from './next-steps.ts';
export { type Terms, termsFor } from './terms.ts';
