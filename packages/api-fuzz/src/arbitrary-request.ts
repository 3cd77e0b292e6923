import fc from 'fast-check';

import { arbitraryOf } from './arbitrary-of-schema.ts';
import type { Description, Parameter, PlacedOperation } from './description.ts';
import { BROKEN_ESCAPES, hostileText, hostileValue } from './hostile-values.ts';

export interface FuzzRequest {
  readonly operation: PlacedOperation;
  /** Upper case; not always that of the operation. */
  readonly method: string;
  /** As it is sent, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface RequestOptions {
  readonly token: string;
  /** Values of parameters that lead somewhere, by name. */
  readonly known: Readonly<Record<string, readonly string[]>>;
}

const OTHER_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const MEDIA_TYPES = [
  'application/json; charset=utf-8',
  'application/json; charset=latin1',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/problem+json',
  'json',
  ';',
];
const BROKEN_BODIES = [
  '',
  '{',
  '"',
  '[1,',
  '\u0000',
  '{"a":1}}',
  'undefined',
  '{"__proto__":{"a":1}}',
  '[]',
  'null',
];
/** Above every limit that an API of small documents has. */
const LARGE_BODY = JSON.stringify({ name: 'x'.repeat(100_000) });

/** Requests for an operation: most of them as a client would send them, with something broken here and there. */
export function arbitraryRequest(
  operation: PlacedOperation,
  description: Description,
  options: RequestOptions,
): fc.Arbitrary<FuzzRequest> {
  const of = (place: Parameter['in']) =>
    operation.parameters?.filter((parameter) => parameter.in === place) ?? [];
  const value = (parameter: Parameter) => parameterValue(parameter, description, options);
  return fc
    .record({
      method: mostly(fc.constant(operation.method.toUpperCase()), fc.constantFrom(...OTHER_METHODS)),
      parts: fc.tuple(...of('path').map((parameter) => pathPart(value(parameter)))),
      query: mostly(
        queryOf(of('query'), value),
        fc.array(fc.tuple(hostileText, hostileText), { maxLength: 4 }),
      ),
      headers: headersOf(options.token),
      type: mostly(fc.constant('application/json'), fc.constantFrom(...MEDIA_TYPES)),
      body: bodyOf(operation, description),
    })
    .map(({ method, parts, query, headers, type, body }) => {
      let next = 0;
      const path = operation.path.replaceAll(/\{\w+\}/g, () => parts[next++] ?? '');
      const search = query.map(([name, text]) => `${escape(name)}=${escape(text)}`).join('&');
      return {
        operation,
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers: fittingHeaders(method, body === undefined ? headers : { ...headers, 'content-type': type }),
        body,
      };
    });
}

/** Of a HEAD whose headers it could not read a server does not know that it must not answer with a body. */
function fittingHeaders(method: string, headers: Record<string, string>): Record<string, string> {
  if (method !== 'HEAD') return headers;
  const { 'x-large': _large, ...others } = headers;
  return others;
}

/** Seven of eight times the one, else the other. */
function mostly<T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 7 }, { arbitrary: unusual, weight: 1 });
}

function parameterValue(
  { name, schema = {} }: Parameter,
  description: Description,
  { known }: RequestOptions,
): fc.Arbitrary<string> {
  const meant = arbitraryOf(schema, description).map(String);
  const [first, ...others] = known[name] ?? [];
  const good = first === undefined ? meant : fc.oneof(meant, fc.constantFrom(first, ...others));
  return fc.oneof({ arbitrary: good, weight: 3 }, { arbitrary: hostileText, weight: 1 });
}

function pathPart(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return mostly(text.map(escape), fc.constantFrom(...BROKEN_ESCAPES));
}

function queryOf(
  parameters: readonly Parameter[],
  value: (parameter: Parameter) => fc.Arbitrary<string>,
): fc.Arbitrary<[string, string][]> {
  const pairs = parameters.map((parameter) =>
    fc.option(
      value(parameter).map((text): [string, string] => [parameter.name, text]),
      { nil: undefined },
    ),
  );
  return fc.tuple(...pairs).map((chosen) => chosen.filter((pair) => pair !== undefined));
}

function bodyOf(operation: PlacedOperation, description: Description): fc.Arbitrary<string | undefined> {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const broken = fc.oneof(fc.constantFrom(...BROKEN_BODIES), hostileText, fc.constant(LARGE_BODY));
  if (schema === undefined) return mostly<string | undefined>(fc.constant(undefined), broken);
  const meant = arbitraryOf(schema, description);
  const nearly = fc
    .tuple(meant, fc.string({ maxLength: 12 }), hostileValue)
    .map(([whole, name, value]) => ({ ...(whole as object), [name]: value }));
  const bent = fc
    .tuple(meant, fc.nat(), hostileValue)
    .map(([whole, at, value]) => replaceOne(whole as Record<string, unknown>, at, value));
  const text = (values: fc.Arbitrary<unknown>) => values.map((given) => JSON.stringify(given));
  return fc.oneof(
    { arbitrary: text(meant), weight: 4 },
    { arbitrary: text(bent), weight: 3 },
    { arbitrary: text(nearly), weight: 1 },
    { arbitrary: text(hostileValue), weight: 1 },
    { arbitrary: broken, weight: 1 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  );
}

function replaceOne(whole: Record<string, unknown>, at: number, value: unknown): object {
  const names = Object.keys(whole);
  const name = names[at % Math.max(names.length, 1)];
  return name === undefined ? whole : { ...whole, [name]: value };
}

function headersOf(token: string): fc.Arbitrary<Record<string, string>> {
  const right = fc.constant({ authorization: `Bearer ${token}` });
  const headerText = hostileText.map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?'));
  const wrong = fc.record(
    {
      authorization: fc.oneof(fc.constantFrom('Bearer', 'Basic YTpi', 'Bearer x y'), headerText),
      cookie: fc.oneof(fc.constantFrom('regpipe_session=x', 'regpipe_session=', ';;=;'), headerText),
      'x-csrf-token': headerText,
      origin: fc.constantFrom('null', 'https://evil.test'),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const others = fc.record(
    {
      accept: headerText,
      'accept-encoding': headerText,
      'last-event-id': headerText,
      range: fc.constant('bytes=0-0'),
      'x-forwarded-proto': fc.constantFrom('https', 'x'),
      'x-forwarded-for': headerText,
      'x-http-method-override': fc.constant('DELETE'),
      'x-large': fc.constant('x'.repeat(17_000)),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const additions = mostly(fc.constant({}), others);
  return fc
    .tuple(mostly<Record<string, string>>(right, wrong), additions)
    .map(([credential, more]) => ({ ...more, ...credential }));
}

function escape(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
