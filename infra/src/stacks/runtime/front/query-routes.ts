/*
 * What the private API hands on to the gateways: their routes that answer a viewer's question with JSON. A test compares
 * them with what a gateway says of itself, so that a route or a parameter which changes there is missed here.
 */

export interface QueryRoute {
  /** As the gateway's description writes it, parameters in braces. */
  readonly path: string;
  /** The parameters of its query. */
  readonly query: readonly string[];
  /** Its answer changes with a publication and hardly otherwise, so that one which is a minute old will do. */
  readonly cached: boolean;
}

const live = (path: string, ...query: readonly string[]): QueryRoute => ({ path, query, cached: true });
const current = (path: string, ...query: readonly string[]): QueryRoute => ({ path, query, cached: false });

export const QUERY_ROUTES: readonly QueryRoute[] = [
  live('/api/registrations', 'name', 'industry', 'headquarters', 'city', 'cursor', 'limit'),
  live('/api/registrations/{ban}'),
  live('/api/registrations/statistics/cities'),
  live('/api/registrations/statistics/industries', 'limit'),
  live('/api/registrations/statistics/years'),
  live('/api/datasets/{name}/compare', 'from', 'to'),
  current('/api/datasets'),
  current('/api/datasets/{name}'),
  current('/api/jobs', 'dataset', 'status', 'mode', 'limit', 'cursor'),
  current('/api/jobs/{id}'),
  current('/api/jobs/{id}/chunks'),
  current('/api/jobs/{id}/errors', 'type', 'limit', 'cursor'),
  current('/api/jobs/{id}/timeline'),
  current('/api/dead-chunks', 'dataset', 'job', 'limit', 'cursor'),
  current('/api/schedules'),
  current('/api/schedules/{name}'),
  current('/api/streams'),
  current('/api/system'),
];

/** The names of the parameters in a route's path. */
export function pathParametersOf({ path }: QueryRoute): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '');
}
