import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import type { FuzzRequest } from './arbitrary-request.ts';
import type { Description } from './description.ts';
import type { FuzzAnswer } from './send-request.ts';

const DOCUMENT = 'api';
const PROBLEM = `${DOCUMENT}#/components/schemas/Problem`;

/** What any request may be answered before it has come to its operation. */
const REFUSED_ANYWHERE: ReadonlySet<number> = new Set([400, 401, 404, 408, 413, 414, 415, 421, 429, 431]);

export type CheckAnswer = (request: FuzzRequest, answer: FuzzAnswer) => string | undefined;

/** Gives what says why an answer breaks the API's word; undefined for one that keeps it. */
export function answerChecker(description: Description): CheckAnswer {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(description, DOCUMENT);
  const isProblem = ajv.getSchema(PROBLEM);

  return ({ operation, method: sentMethod }, { status, type, body }) => {
    // The same path answers other methods, too.
    const method = sentMethod.toLowerCase();
    // A HEAD is answered like a GET, and not described beside it.
    const describedMethod = method === 'head' ? 'get' : method;
    const path = answeringPath(description, operation.path, describedMethod);
    const asked = description.paths[path]?.[describedMethod];
    const declared = asked?.responses[String(status)];
    if (status >= 500 && (status !== 503 || declared === undefined)) return 'an error of the server';
    if (method === 'head') return undefined;
    if (declared === undefined && !REFUSED_ANYWHERE.has(status)) return 'a status that is not described';
    if (status >= 400) return problemTrouble(isProblem, status, type, body);
    if (type === '' && body === '') return undefined;
    if (declared?.content?.[type] === undefined) return `a media type that is not described: ${type}`;
    if (type !== 'application/json') return undefined;
    const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
    return schemaTrouble(ajv.getSchema(`${DOCUMENT}#/${pointer.map(pointerStep).join('/')}`), body);
  };
}

/** Where a method is described that is sent to this path: there, or at one with a parameter in the place of a fixed step. */
function answeringPath({ paths }: Description, path: string, method: string): string {
  if (paths[path]?.[method] !== undefined) return path;
  const steps = path.split('/');
  const fits = (other: string) => {
    const others = other.split('/');
    return (
      others.length === steps.length &&
      others.every((step, index) => step.startsWith('{') || step === steps[index])
    );
  };
  return Object.keys(paths).find((other) => paths[other]?.[method] !== undefined && fits(other)) ?? path;
}

function problemTrouble(
  isProblem: ValidateFunction | undefined,
  status: number,
  type: string,
  body: string,
): string | undefined {
  if (type !== 'application/problem+json') return `an error that is no problem document but ${type}`;
  const trouble = schemaTrouble(isProblem, body);
  if (trouble !== undefined) return trouble;
  const said = (JSON.parse(body) as { status: number }).status;
  return said === status ? undefined : `a problem that says ${said}`;
}

function schemaTrouble(validate: ValidateFunction | undefined, body: string): string | undefined {
  if (validate === undefined) return 'an answer without a schema';
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'an answer that is no JSON';
  }
  if (validate(value)) return undefined;
  const issues =
    validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) ?? [];
  return `an answer of another shape: ${issues.join('; ')}`;
}

/** A step of a JSON pointer in the fragment of a URI. */
function pointerStep(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
