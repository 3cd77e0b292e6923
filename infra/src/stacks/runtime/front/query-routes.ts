import type { FrontService } from './fronts.ts';

/*
 * What the private API hands on: the routes that answer a viewer's question with JSON, of the gateways and of the query
 * services. A test compares them with what a gateway says of itself, so that a route or a parameter which changes there is
 * missed here.
 */

export interface QueryRoute {
  readonly service: FrontService;
  readonly method: 'GET' | 'POST';
  /** As the service's description writes it, parameters in braces. */
  readonly path: string;
  /** The parameters of its query. */
  readonly query: readonly string[];
  /** How old its answer may be where there is a cache; 0 where it may not. */
  readonly cacheS: number;
  /** It holds nothing that is anybody's, and asks for no token. */
  readonly open: boolean;
}

/** An answer that changes with a publication and hardly otherwise: one that is a minute old will do. */
const LIVE_S = 60;
/** What everybody looks at at once is asked for once a second; who must not be behind at all asks by POST. */
const FOLLOWED_S = 1;

const get = (service: FrontService, cacheS: number, path: string, query: readonly string[]): QueryRoute => ({
  ...{ service, method: 'GET', path, query, cacheS, open: false },
});
const live = (path: string, ...query: readonly string[]) => get('gateway', LIVE_S, path, query);
const current = (path: string, ...query: readonly string[]) => get('gateway', 0, path, query);
const followed = (path: string, ...query: readonly string[]) => get('query', FOLLOWED_S, path, query);
const posted = (path: string): QueryRoute => ({
  ...{ service: 'query', method: 'POST', path, query: [], cacheS: 0, open: false },
});
const told = (path: string): QueryRoute => ({ ...get('query', 0, path, []), open: true });

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
  current('/api/drops', 'status', 'dataset', 'name', 'limit', 'cursor'),
  current('/api/drops/{id}'),
  current('/api/drops/{id}/audit', 'about', 'severity', 'event', 'limit', 'cursor'),
  current('/api/user-statistics/{user_id}'),
  current('/api/projections/{name}'),
  current('/api/schedules'),
  current('/api/schedules/{name}'),
  current('/api/streams'),
  current('/api/system'),
  posted('/query/user'),
  posted('/query/marketing'),
  posted('/query/fail'),
  followed('/query/user', 'user_id', 'limit', 'cursor'),
  followed('/query/marketing', 'marketing_id', 'limit', 'cursor'),
  followed('/query/fail', 'transaction_id'),
  followed('/query/failures', 'transaction_id'),
  // What the query service says of itself, at `/` and `/health` of its own port.
  told('/query'),
  told('/query/health'),
];

/** The names of the parameters in a route's path. */
export function pathParametersOf({ path }: QueryRoute): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '');
}
