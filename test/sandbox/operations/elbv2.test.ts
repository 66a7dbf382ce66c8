import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { acmeProduction } from '../../../sandbox/worlds/acme.ts';
import {
  addCertificate,
  addNeighbouringCertificates,
} from '../../../sandbox/worlds/certificates.ts';
import { ecsService } from '../../../sandbox/worlds/containers.ts';
import { stackName } from '../../../sandbox/worlds/description.ts';
import {
  addLoadBalancing,
  addNeighbouringLoadBalancers,
  balanceAcrossZones,
  emptyTargetGroup,
  impairLoadBalancer,
  type LoadBalancing,
  loseTarget,
  putLoadBalancerIntoOneZone,
  showOtherCertificate,
  targetInstances,
  unprotectLoadBalancer,
  useOldTlsPolicy,
} from '../../../sandbox/worlds/load-balancing.ts';
import { addServices } from '../../../sandbox/worlds/services.ts';
import { addStacks } from '../../../sandbox/worlds/templates.ts';
import { call, nothing, readAll, refusal } from './call.ts';

let account: Account;
let ours: LoadBalancing;
let certificate: string;
let services: ReturnType<typeof addServices>;

// Of a deployment only what stands before and behind its load balancer, and the neighbours.
beforeEach(() => {
  account = nothing();
  addNeighbouringCertificates(account);
  addNeighbouringLoadBalancers(account);
  addStacks(account, acmeProduction);
  services = addServices(account, acmeProduction, 'tts');
  certificate = addCertificate(account, acmeProduction);
  ours = addLoadBalancing(account, acmeProduction, { certificate, services, ecsCluster: 'tts' });
});

const missing = {
  loadBalancer:
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/nope/50dc6c495c0c9188',
  targetGroup:
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/nope/50dc6c495c0c9188',
  listener:
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/nope/50dc6c495c0c9188/1',
};

describe('DescribeLoadBalancers', () => {
  it('reads every load balancer once', async () => {
    const { rows, pages } = await readAll(
      (Marker) => call(DescribeLoadBalancersCommand, { PageSize: 10, Marker }, account),
      ({ LoadBalancers }) => LoadBalancers,
      ({ NextMarker }) => NextMarker,
    );
    expect(pages).toBe(3);
    expect(rows).toEqual(account.elbv2.loadBalancers);
  });

  it('finds by ARN and by name, but not by both', async () => {
    const arns = { LoadBalancerArns: [ours.loadBalancer] };
    const { LoadBalancers } = await call(DescribeLoadBalancersCommand, arns, account);
    const Names = LoadBalancers?.flatMap(({ LoadBalancerName }) => LoadBalancerName ?? []);
    const byName = await call(DescribeLoadBalancersCommand, { Names }, account);
    expect(byName.LoadBalancers).toEqual(LoadBalancers);
    expect(LoadBalancers).toHaveLength(1);
    await expect(call(DescribeLoadBalancersCommand, { ...arns, Names }, account)).rejects.toThrow(
      refusal('ValidationError'),
    );
  });

  it.each([
    [{ PageSize: 0 }, 'ValidationError'],
    [{ PageSize: 401 }, 'ValidationError'],
    [{ Marker: 'nope' }, 'ValidationError'],
    [{ Names: new Array(21).fill('billing') }, 'ValidationError'],
    [{ Names: ['billing', 'nope'] }, 'LoadBalancerNotFound'],
    [{ LoadBalancerArns: [missing.loadBalancer] }, 'LoadBalancerNotFound'],
  ])('refuses %o', async (input, code) => {
    await expect(call(DescribeLoadBalancersCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeTags', () => {
  it('tells the tags of what it is asked for, 20 at a time', async () => {
    const ResourceArns = account.elbv2.loadBalancers
      .slice(-20)
      .flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []);
    const { TagDescriptions } = await call(DescribeTagsCommand, { ResourceArns }, account);
    expect(TagDescriptions).toHaveLength(20);
    expect(TagDescriptions?.at(-1)).toEqual({
      ResourceArn: ours.loadBalancer,
      Tags: expect.arrayContaining([
        { Key: 'aws:cloudformation:stack-name', Value: 'acme-prod-eu1-1-1-vpc' },
      ]),
    });
  });

  it.each([
    [[], 'ValidationError'],
    [new Array(21).fill(missing.loadBalancer), 'ValidationError'],
    [['nope'], 'ValidationError'],
    [[missing.loadBalancer], 'LoadBalancerNotFound'],
    [[missing.targetGroup], 'TargetGroupNotFound'],
    [[missing.listener], 'ListenerNotFound'],
  ])('refuses %o', async (ResourceArns, code) => {
    await expect(call(DescribeTagsCommand, { ResourceArns }, account)).rejects.toThrow(
      refusal(code),
    );
  });
});

describe('DescribeListeners', () => {
  it('reads those of one load balancer', async () => {
    const { rows, pages } = await readAll(
      (Marker) =>
        call(
          DescribeListenersCommand,
          { LoadBalancerArn: ours.loadBalancer, PageSize: 5, Marker },
          account,
        ),
      ({ Listeners }) => Listeners,
      ({ NextMarker }) => NextMarker,
    );
    expect(pages).toBe(2);
    expect(rows.map(({ Port, Protocol }) => `${Protocol} ${Port}`).sort()).toEqual([
      'TCP 80',
      'TLS 443',
      'TLS 8881',
      'TLS 8882',
      'TLS 8883',
      'TLS 8884',
      'TLS 8887',
      'UDP 1700',
    ]);
  });

  it.each([
    [{}, 'ValidationError'],
    [
      { LoadBalancerArn: missing.loadBalancer, ListenerArns: [missing.listener] },
      'ValidationError',
    ],
    [{ LoadBalancerArn: missing.loadBalancer }, 'LoadBalancerNotFound'],
    [{ ListenerArns: [missing.listener] }, 'ListenerNotFound'],
  ])('refuses %o', async (input, code) => {
    await expect(call(DescribeListenersCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

describe('DescribeTargetGroups', () => {
  it('reads all of them, or those of one load balancer', async () => {
    const { TargetGroups } = await call(DescribeTargetGroupsCommand, {}, account);
    expect(TargetGroups).toEqual(account.elbv2.targetGroups);
    const own = { LoadBalancerArn: ours.loadBalancer };
    const some = await call(DescribeTargetGroupsCommand, own, account);
    expect(some.TargetGroups).toHaveLength(8);
  });

  it.each([
    [{ Names: ['nope'] }, 'TargetGroupNotFound'],
    [{ TargetGroupArns: [missing.targetGroup] }, 'TargetGroupNotFound'],
    [{ Names: ['nope'], TargetGroupArns: [missing.targetGroup] }, 'ValidationError'],
    [{ LoadBalancerArn: missing.loadBalancer }, 'LoadBalancerNotFound'],
  ])('refuses %o', async (input, code) => {
    await expect(call(DescribeTargetGroupsCommand, input, account)).rejects.toThrow(refusal(code));
  });
});

async function health(port: number) {
  const TargetGroupArn = ours.targetGroups[port];
  const answer = await call(DescribeTargetHealthCommand, { TargetGroupArn }, account);
  return answer.TargetHealthDescriptions?.map(
    ({ Target, TargetHealth }) => `${Target?.AvailabilityZone} ${TargetHealth?.State}`,
  );
}

describe('DescribeTargetHealth', () => {
  it('refuses what it does not know or cannot tell', async () => {
    const unknown = { TargetGroupArn: missing.targetGroup };
    await expect(call(DescribeTargetHealthCommand, unknown, account)).rejects.toThrow(
      refusal('TargetGroupNotFound'),
    );
    const some = { TargetGroupArn: ours.targetGroups[443], Targets: [{ Id: '10.0.0.1' }] };
    await expect(call(DescribeTargetHealthCommand, some, account)).rejects.toThrow(
      refusal('ValidationError'),
    );
  });
});

describe('the load balancer of a deployment', () => {
  it('is healthy in both zones, on every port', async () => {
    for (const port of Object.keys(ours.targetGroups)) {
      expect(await health(Number(port))).toEqual(['eu-west-1a healthy', 'eu-west-1b healthy']);
    }
  });

  it('belongs to its stacks, with names as short as AWS wants them', () => {
    const owned = (template: '1-1-vpc' | '3-2-load-balancer-rules') =>
      account.cloudformation.resources
        .get(stackName(acmeProduction, template))
        ?.map(({ PhysicalResourceId }) => PhysicalResourceId);
    expect(owned('1-1-vpc')).toContain(ours.loadBalancer);
    expect(owned('3-2-load-balancer-rules')).toEqual(
      expect.arrayContaining([
        ...Object.values(ours.listeners),
        ...Object.values(ours.targetGroups),
      ]),
    );
    for (const { TargetGroupName = '' } of account.elbv2.targetGroups) {
      expect(TargetGroupName).toMatch(/^(?=.{1,32}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/);
    }
  });

  it('gets its targets from the services', () => {
    const groupsOf = (name: string) =>
      ecsService(account, name).loadBalancers?.map(({ targetGroupArn }) => targetGroupArn);
    expect(groupsOf(services['gateway-server'])).toEqual([ours.targetGroups[1700]]);
    expect(groupsOf(services.proxy)).toHaveLength(7);
  });

  it('uses the certificate', () => {
    const used = account.acm.certificates.find((each) => each.CertificateArn === certificate);
    expect(used?.InUseBy).toEqual([ours.loadBalancer]);
  });

  it('can be broken one thing at a time', async () => {
    const listener = ours.listeners[443] ?? '';
    loseTarget(account, ours.targetGroups[443] ?? '', 'eu-west-1b');
    emptyTargetGroup(account, ours.targetGroups[80] ?? '');
    targetInstances(account, ours.targetGroups[1700] ?? '');
    useOldTlsPolicy(account, listener);
    showOtherCertificate(account, listener, 'arn:other');
    expect(await health(443)).toEqual(['eu-west-1a healthy', 'eu-west-1b unhealthy']);
    expect(await health(80)).toEqual([]);
    expect(await health(8883)).toEqual(['eu-west-1a healthy', 'eu-west-1b healthy']);
    const { Listeners } = await call(
      DescribeListenersCommand,
      { ListenerArns: [listener] },
      account,
    );
    expect(Listeners?.[0]).toMatchObject({
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      Certificates: [{ CertificateArn: 'arn:other' }],
    });
  });

  it('can lose its protection, a zone and its strength', async () => {
    const read = () =>
      call(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: ours.loadBalancer }, account);
    const before = await read();
    expect(before.Attributes).toEqual(
      expect.arrayContaining([
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'false' },
      ]),
    );
    unprotectLoadBalancer(account, ours.loadBalancer);
    balanceAcrossZones(account, ours.loadBalancer);
    impairLoadBalancer(account, ours.loadBalancer);
    putLoadBalancerIntoOneZone(account, ours.loadBalancer);
    expect((await read()).Attributes).toEqual(
      expect.arrayContaining([
        { Key: 'deletion_protection.enabled', Value: 'false' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'true' },
      ]),
    );
    const { LoadBalancers } = await call(
      DescribeLoadBalancersCommand,
      { LoadBalancerArns: [ours.loadBalancer] },
      account,
    );
    expect(LoadBalancers?.[0]).toMatchObject({
      State: { Code: 'active_impaired' },
      AvailabilityZones: [{ ZoneName: 'eu-west-1a' }],
    });
  });
});
