/** Elastic Load Balancing: load balancers, listeners, target groups and the health of targets. */
import {
  DescribeListenersCommand,
  type DescribeListenersInput,
  type DescribeListenersOutput,
  DescribeLoadBalancerAttributesCommand,
  type DescribeLoadBalancerAttributesInput,
  type DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersInput,
  type DescribeLoadBalancersOutput,
  DescribeTagsCommand,
  type DescribeTagsInput,
  type DescribeTagsOutput,
  DescribeTargetGroupsCommand,
  type DescribeTargetGroupsInput,
  type DescribeTargetGroupsOutput,
  DescribeTargetHealthCommand,
  type DescribeTargetHealthInput,
  type DescribeTargetHealthOutput,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// PageSize: 1 to 400 for every list.
const page = pager(
  { minimum: 1, maximum: 400, default: 400 },
  {
    size: (asked, { minimum, maximum }) =>
      invalid(
        `1 validation error detected: Value '${asked}' at 'pageSize' failed to satisfy constraint: Member must have value between ${minimum} and ${maximum}`,
      ),
    marker: () => invalid('Invalid marker'),
  },
);

const describedLoadBalancers = 20;
const taggedResources = 20;

function describeLoadBalancers(
  input: DescribeLoadBalancersInput,
  account: Account,
): DescribeLoadBalancersOutput {
  const { LoadBalancerArns: arns = [], Names: names = [] } = input;
  refuseBoth('Load balancer names and load balancer ARNs', names, arns);
  if (Math.max(arns.length, names.length) > describedLoadBalancers) {
    throw invalid(`Up to ${describedLoadBalancers} load balancers can be described at once`);
  }
  const chosen = account.elbv2.loadBalancers.filter(
    ({ LoadBalancerArn = '', LoadBalancerName = '' }) =>
      isChosen(arns, LoadBalancerArn) && isChosen(names, LoadBalancerName),
  );
  if (chosen.length < arns.length + names.length) throw notFound('LoadBalancer');
  const { rows, next } = page(chosen, request('DescribeLoadBalancers', input), account);
  return { LoadBalancers: rows, NextMarker: next };
}

function describeLoadBalancerAttributes(
  input: DescribeLoadBalancerAttributesInput,
  account: Account,
): DescribeLoadBalancerAttributesOutput {
  const arn = existingLoadBalancer(input.LoadBalancerArn, account);
  const attributes = Object.entries(account.elbv2.attributes.get(arn) ?? {});
  return { Attributes: attributes.map(([Key, Value]) => ({ Key, Value })) };
}

function describeTags(input: DescribeTagsInput, account: Account): DescribeTagsOutput {
  const arns = input.ResourceArns ?? [];
  if (arns.length === 0 || arns.length > taggedResources) {
    throw invalid(`Between 1 and ${taggedResources} resource ARNs must be specified`);
  }
  for (const arn of arns) refuseUnknown(arn, account);
  return {
    TagDescriptions: arns.map((arn) => ({
      ResourceArn: arn,
      Tags: account.elbv2.tags.get(arn) ?? [],
    })),
  };
}

function describeListeners(
  input: DescribeListenersInput,
  account: Account,
): DescribeListenersOutput {
  const { LoadBalancerArn: loadBalancer, ListenerArns: arns = [] } = input;
  if ((loadBalancer === undefined) === (arns.length === 0)) {
    throw invalid('You must specify either listener ARNs or a load balancer ARN');
  }
  if (loadBalancer !== undefined) existingLoadBalancer(loadBalancer, account);
  const chosen = account.elbv2.listeners.filter(
    ({ LoadBalancerArn, ListenerArn = '' }) =>
      (loadBalancer === undefined || LoadBalancerArn === loadBalancer) &&
      isChosen(arns, ListenerArn),
  );
  if (chosen.length < arns.length) throw notFound('Listener');
  const list = `DescribeListeners:${loadBalancer}`;
  const { rows, next } = page(chosen, request(list, input), account);
  return { Listeners: rows, NextMarker: next };
}

function describeTargetGroups(
  input: DescribeTargetGroupsInput,
  account: Account,
): DescribeTargetGroupsOutput {
  const { LoadBalancerArn: loadBalancer, TargetGroupArns: arns = [], Names: names = [] } = input;
  refuseBoth('Target group names and target group ARNs', names, arns);
  if (loadBalancer !== undefined) existingLoadBalancer(loadBalancer, account);
  const chosen = account.elbv2.targetGroups.filter(
    ({ TargetGroupArn = '', TargetGroupName = '', LoadBalancerArns = [] }) =>
      isChosen(arns, TargetGroupArn) &&
      isChosen(names, TargetGroupName) &&
      (loadBalancer === undefined || LoadBalancerArns.includes(loadBalancer)),
  );
  if (chosen.length < arns.length + names.length) throw notFound('TargetGroup');
  const { rows, next } = page(chosen, request('DescribeTargetGroups', input), account);
  return { TargetGroups: rows, NextMarker: next };
}

function describeTargetHealth(
  input: DescribeTargetHealthInput,
  account: Account,
): DescribeTargetHealthOutput {
  const arn = input.TargetGroupArn ?? '';
  refuseUnknown(arn, account);
  if (input.Targets !== undefined || input.Include !== undefined) {
    throw invalid('The sandbox tells of all targets of a group, and of their health alone');
  }
  return { TargetHealthDescriptions: account.elbv2.targets.get(arn) ?? [] };
}

/** No wish at all means everything. */
function isChosen(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function refuseBoth(what: string, names: readonly string[], arns: readonly string[]): void {
  if (names.length > 0 && arns.length > 0) {
    throw invalid(`${what} cannot be specified at the same time`);
  }
}

function existingLoadBalancer(arn: string | undefined, account: Account): string {
  refuseUnknown(arn ?? '', account);
  return arn ?? '';
}

type Kind = 'LoadBalancer' | 'Listener' | 'TargetGroup';

const kinds: Readonly<Record<string, Kind>> = {
  loadbalancer: 'LoadBalancer',
  listener: 'Listener',
  targetgroup: 'TargetGroup',
};

function refuseUnknown(arn: string, { elbv2 }: Account): void {
  const kind = kinds[/^arn:[\w-]+:elasticloadbalancing:[^:]*:\d+:(\w+)\//.exec(arn)?.[1] ?? ''];
  if (kind === undefined) throw invalid(`'${arn}' must be in ARN format`);
  const known = [
    ...elbv2.loadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    ...elbv2.listeners.map(({ ListenerArn }) => ListenerArn),
    ...elbv2.targetGroups.map(({ TargetGroupArn }) => TargetGroupArn),
  ];
  if (!known.includes(arn)) throw notFound(kind);
}

function notFound(kind: Kind): SandboxError {
  const words = {
    LoadBalancer: 'load balancers',
    Listener: 'listeners',
    TargetGroup: 'target groups',
  };
  return new SandboxError(`${kind}NotFound`, `One or more ${words[kind]} not found`);
}

function request(
  list: string,
  input: { PageSize?: number | undefined; Marker?: string | undefined },
) {
  return { list, size: input.PageSize, marker: input.Marker };
}

function invalid(message: string): SandboxError {
  return new SandboxError('ValidationError', message);
}

export const elbv2: Service = {
  signingName: 'elasticloadbalancing',
  client: ElasticLoadBalancingV2Client,
  operations: [
    operation(DescribeLoadBalancersCommand, describeLoadBalancers),
    operation(DescribeLoadBalancerAttributesCommand, describeLoadBalancerAttributes),
    operation(DescribeTagsCommand, describeTags),
    operation(DescribeListenersCommand, describeListeners),
    operation(DescribeTargetGroupsCommand, describeTargetGroups),
    operation(DescribeTargetHealthCommand, describeTargetHealth),
  ],
};
