import { expect, test } from 'vitest';

import { readSettings } from './settings.ts';

test('the defaults are those of the demonstration in Tokyo', () => {
  expect(readSettings({})).toMatchObject({ project: 'etl-log-demo', region: 'ap-northeast-1' });
});

test('an empty value counts as absent', () => {
  expect(readSettings({ TF_VAR_project: '' }).project).toBe('etl-log-demo');
});

test('every bad value is named at once', () => {
  expect(() => readSettings({ TF_VAR_project: 'My Project', TF_VAR_region: 'Tokyo' })).toThrow(
    /TF_VAR_project: .*; TF_VAR_region: /,
  );
});

test('the networks of the sources are a list, and never everybody', () => {
  expect(readSettings({ TF_VAR_source_cidrs: '203.0.113.0/24, 2001:db8::/32' }).source_cidrs).toEqual([
    '203.0.113.0/24',
    '2001:db8::/32',
  ]);
  expect(() => readSettings({ TF_VAR_source_cidrs: '0.0.0.0/0' })).toThrow('TF_VAR_source_cidrs');
});

test('the VPC has room for a subnet in each zone, and is not larger than AWS gives', () => {
  expect(readSettings({ TF_VAR_vpc_cidr: '10.0.0.0/24' }).vpc_cidr).toBe('10.0.0.0/24');
  for (const cidr of ['10.0.0.0/25', '10.0.0.0/15', '10.0.0.0']) {
    expect(() => readSettings({ TF_VAR_vpc_cidr: cidr })).toThrow('TF_VAR_vpc_cidr');
  }
});

test('a certificate comes with the name that it is for', () => {
  const certificate = { TF_VAR_certificate_arn: 'arn:aws:acm:ap-northeast-1:1:certificate/1' };
  expect(() => readSettings(certificate)).toThrow('TF_VAR_gateway_domain');
  expect(readSettings({ ...certificate, TF_VAR_gateway_domain: 'regpipe.example' }).gateway_domain).toBe(
    'regpipe.example',
  );
});
