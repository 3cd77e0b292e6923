import { ProjectStack } from '../../../../constructs/project-stack.ts';
import { type Block, synthesise, type Synthesised } from '../../../../testing/synthesise.ts';
import { NETWORK } from '../../../../testing/test-network.ts';
import { testSettings } from '../../../../testing/test-settings.ts';
import { addLoadBalancer } from '../load-balancer.ts';
import { addPrivateApi } from '../private-api.ts';
import { QUERY_ROUTES, type QueryRoute } from '../query-routes.ts';

class FrontStack extends ProjectStack {}

export const TOPIC_ARN = 'arn:aws:sns:x:1:alerts';

/** What the load balancer and the private API become by themselves. */
export function synthesiseFront(
  given: Readonly<Record<string, string>> = {},
  routes: readonly QueryRoute[] = QUERY_ROUTES,
): Synthesised {
  const stacks = synthesise((app) => {
    const stack = new FrontStack(app, 'front', testSettings(given));
    const network = NETWORK;
    const loadBalancer = addLoadBalancer(stack, { network, topicArn: TOPIC_ARN });
    addPrivateApi(stack, { network, loadBalancer, routes });
  });
  const stack = stacks.get('front');
  if (stack === undefined) throw new Error('no such stack');
  return stack;
}

/** `GET /api/jobs` for the method or the integration of it. */
export function nameOf(stack: Synthesised, block: Block): string {
  // An integration has that of its method.
  const [, id] = /^\$\{aws_api_gateway_method\.(.*)\.http_method\}$/.exec(String(block['http_method'])) ?? [];
  const method = id === undefined ? block : stack.resources('aws_api_gateway_method')[id];
  return `${String(method?.['http_method'])} ${pathOf(stack, block)}`;
}

/** The path of a method or an integration, put together from the resources that it stands in. */
export function pathOf(stack: Synthesised, { resource_id: id }: Block): string {
  const resources = stack.resources('aws_api_gateway_resource');
  const climb = (reference: unknown): string => {
    if (reference === '${aws_api_gateway_rest_api.api.root_resource_id}') return '';
    const name = /^\$\{aws_api_gateway_resource\.([\w-]+)\.id\}$/.exec(String(reference))?.[1] ?? '';
    const resource = resources[name];
    if (resource === undefined) throw new Error(`${String(reference)} is no resource of the API`);
    return `${climb(resource['parent_id'])}/${String(resource['path_part'])}`;
  };
  return climb(id);
}
