import { ApiError, type BadField } from '../api/api-error.ts';
import { nextStepOf } from './next-steps.ts';
import { shellTexts } from './shell.ts';

/** What went wrong, in words. */
export interface Trouble {
  readonly message: string;
  readonly next: string;
  readonly code: string | undefined;
  readonly badFields: readonly BadField[];
}

/** Any error as people read it: what, and what to do about it. */
export function describeError(error: unknown): Trouble {
  const words = shellTexts().errors;
  if (!(error instanceof ApiError)) {
    return { message: words.unexpected, next: words.unexpectedNext, code: undefined, badFields: [] };
  }
  const { code, message, badFields } = error;
  if (code === 'API_UNREACHABLE') {
    return { message: words.unreachable, next: words.unreachableNext, code, badFields };
  }
  if (code === 'API_ANSWER_INVALID') {
    const said = message === '' ? words.invalidAnswer : `${words.invalidAnswer} (${message})`;
    return { message: said, next: words.invalidAnswerNext, code, badFields };
  }
  return { message, next: nextStepOf(code) ?? words.unexpectedNext, code, badFields };
}
