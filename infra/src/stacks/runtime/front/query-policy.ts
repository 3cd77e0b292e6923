import { policyDocument } from '../../../constructs/role.ts';

export interface QueryPolicyOptions {
  /** Of the API, in front of stage, method and path. */
  readonly executionArn: string;
  readonly stage: string;
  readonly endpointId: string;
}

/** Whoever comes by the VPC's own endpoint may ask, nobody may by another way; the gateway asks for their token. */
export function queryPolicy({ executionArn, stage, endpointId }: QueryPolicyOptions): string {
  const everybody = { Principal: '*', Action: ['execute-api:Invoke'] };
  const resources = [`${executionArn}/${stage}/GET/*`, `${executionArn}/${stage}/POST/query/*`];
  return policyDocument([
    {
      Sid: 'AskFromTheVpc',
      Effect: 'Allow',
      ...everybody,
      Resource: resources,
      Condition: { StringEquals: { 'aws:SourceVpce': endpointId } },
    },
    {
      Sid: 'RefuseOthers',
      Effect: 'Deny',
      ...everybody,
      Resource: [`${executionArn}/*`],
      Condition: { StringNotEquals: { 'aws:SourceVpce': endpointId } },
    },
  ]);
}
