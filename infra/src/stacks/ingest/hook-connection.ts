import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import { VpclatticeResourceConfiguration } from '@cdktf/provider-aws/lib/vpclattice-resource-configuration/index.js';
import { VpclatticeResourceGateway } from '@cdktf/provider-aws/lib/vpclattice-resource-gateway/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addSecretVariable } from '../../constructs/secret-variable.ts';
import type { Network } from '../network/network.ts';

export interface HookConnectionOptions {
  readonly network: Pick<Network, 'vpcId' | 'privateSubnetIds' | 'securityGroupIds'>;
  readonly loadBalancerDnsName: string;
}

/**
 * By which way and with which token EventBridge calls the gateway. CloudFormation makes the connection, as it reads the
 * token from Secrets Manager by itself: the resource of the provider would keep it in the state.
 *
 * @returns the ARN of the connection
 */
export function addHookConnection(stack: ProjectStack, options: HookConnectionOptions): string {
  const secret = new SecretsmanagerSecret(stack, 'hook-token', {
    name: `${stack.settings.project}/hook-token`,
    description: 'Shown to the gateway by EventBridge; of the role sender, made by ./run token add',
    // Another one is made in a moment, and a name in recovery could not be used again.
    recoveryWindowInDays: 0,
  });
  const version = new SecretsmanagerSecretVersion(stack, 'hook-token-value', {
    secretId: secret.id,
    secretStringWo: addSecretVariable(
      stack,
      { name: 'hook_token', description: 'A token of the gateway with the role sender, for EventBridge' },
      { ephemeral: true },
    ),
    secretStringWoVersion: stack.settings.hook_token_version,
  });
  // By its version, so that another token is another template and the connection is changed.
  const token = `{{resolve:secretsmanager:${secret.arn}:SecretString:::${version.versionId}}}`;
  const formation = new CloudformationStack(stack, 'hook-connection', {
    name: stack.named('hook-connection'),
    templateBody: JSON.stringify({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        Connection: {
          Type: 'AWS::Events::Connection',
          Properties: {
            Name: stack.named('hook'),
            AuthorizationType: 'API_KEY',
            AuthParameters: {
              ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: `Bearer ${token}` },
            },
            InvocationConnectivityParameters: {
              ResourceParameters: { ResourceConfigurationArn: addWay(stack, options) },
            },
          },
        },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Connection', 'Arn'] } } },
    }),
  });
  return formation.outputs.lookup('Arn');
}

/** The way into the VPC, to the load balancer and nothing else. @returns the ARN of the resource configuration */
function addWay(stack: ProjectStack, { network, loadBalancerDnsName }: HookConnectionOptions): string {
  const gateway = new VpclatticeResourceGateway(stack, 'way-in', {
    name: stack.named('hook'),
    vpcId: network.vpcId,
    subnetIds: [...network.privateSubnetIds],
    // The same right as the link of the private API: to the load balancer.
    securityGroupIds: [network.securityGroupIds['vpc-link']],
  });
  return new VpclatticeResourceConfiguration(stack, 'way-to-gateways', {
    name: stack.named('hook'),
    resourceGatewayIdentifier: gateway.id,
    type: 'SINGLE',
    protocol: 'TCP',
    portRanges: ['443'],
    // Not the gateway's own name, which may be known in a private zone alone: this one resolves everywhere.
    resourceConfigurationDefinition: [
      { dnsResource: [{ domainName: loadBalancerDnsName, ipAddressType: 'IPV4' }] },
    ],
  }).arn;
}
