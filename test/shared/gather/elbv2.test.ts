import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const prefix = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const balancerArn = (name: string) => `${prefix}loadbalancer/net/${name}/50dc6c495c0c9188`;
const groupArn = (name: string) => `${prefix}targetgroup/${name}/73e2d6bc24d8a067`;
const listenerArn = (name: string, port: number) =>
  `${prefix}listener/net/${name}/50dc6c495c0c9188/f2f7dc8efc52${port}`;

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
function balancer(name: string): string {
  return `<member>
    <LoadBalancerArn>${balancerArn(name)}</LoadBalancerArn>
    <Scheme>internet-facing</Scheme>
    <LoadBalancerName>${name}</LoadBalancerName>
    <VpcId>vpc-3ac0fb5f</VpcId>
    <CanonicalHostedZoneId>Z2IFOLAFXWLO4F</CanonicalHostedZoneId>
    <CreatedTime>2026-01-25T21:26:12.920Z</CreatedTime>
    <AvailabilityZones>
      <member>
        <SubnetId>subnet-8360a9e7</SubnetId>
        <ZoneName>eu-west-1a</ZoneName>
        <LoadBalancerAddresses>
          <member><IpAddress>203.0.113.7</IpAddress><AllocationId>eipalloc-1</AllocationId></member>
        </LoadBalancerAddresses>
      </member>
      <member><SubnetId>subnet-b7d581c0</SubnetId><ZoneName>eu-west-1b</ZoneName></member>
    </AvailabilityZones>
    <DNSName>secret-${name}.elb.eu-west-1.amazonaws.com</DNSName>
    <State><Code>active</Code></State>
    <Type>network</Type>
    <IpAddressType>ipv4</IpAddressType>
  </member>`;
}

function answer(operation: string, list: string, members: string, marker?: string): RawAnswer {
  const next = marker === undefined ? '' : `<NextMarker>${marker}</NextMarker>`;
  return xml('elasticloadbalancing', operation, `<${list}>${members}</${list}>${next}`);
}

function balancers(names: readonly string[], marker?: string): RawAnswer {
  return answer('DescribeLoadBalancers', 'LoadBalancers', names.map(balancer).join(''), marker);
}

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
function tagsOf(stacks: Readonly<Record<string, string>> = {}) {
  return (request: RawRequest) => {
    const members = arnsIn(request).map((arn) => {
      const stack = stacks[nameIn(arn)] ?? 'acme-1-1-vpc';
      return `<member><ResourceArn>${arn}</ResourceArn><Tags>
        <member><Key>aws:cloudformation:stack-name</Key><Value>${stack}</Value></member>
        <member><Key>owner</Key><Value>secret</Value></member>
      </Tags></member>`;
    });
    return answer('DescribeTags', 'TagDescriptions', members.join(''));
  };
}

function arnsIn({ input }: RawRequest): string[] {
  return Object.entries(input)
    .filter(([field]) => field.startsWith('ResourceArns.member.'))
    .map(([, arn]) => String(arn));
}

function nameIn(arn: unknown): string {
  return /\/(?:net\/)?([^/]+)\//.exec(String(arn))?.[1] ?? '';
}

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html
function attributes(values: Readonly<Record<string, string>>): RawAnswer {
  const members = Object.entries(values).map(
    ([key, value]) => `<member><Value>${value}</Value><Key>${key}</Key></member>`,
  );
  return answer('DescribeLoadBalancerAttributes', 'Attributes', members.join(''));
}

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
function listener(name: string, port: number, more = ''): string {
  return `<member>
    <LoadBalancerArn>${balancerArn(name)}</LoadBalancerArn>
    <Protocol>${more === '' ? 'TCP' : 'TLS'}</Protocol>
    <Port>${port}</Port>
    <ListenerArn>${listenerArn(name, port)}</ListenerArn>
    <DefaultActions>
      <member>
        <Type>forward</Type>
        <TargetGroupArn>${groupArn('https')}</TargetGroupArn>
        <ForwardConfig>
          <TargetGroups><member><TargetGroupArn>${groupArn('https')}</TargetGroupArn></member></TargetGroups>
        </ForwardConfig>
      </member>
    </DefaultActions>${more}
  </member>`;
}

const tls = `<Certificates>
    <member><CertificateArn>arn:aws:acm:eu-west-1:111122223333:certificate/c1</CertificateArn></member>
  </Certificates><SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy>`;

function listeners(members: string, marker?: string): RawAnswer {
  return answer('DescribeListeners', 'Listeners', members, marker);
}

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html
function targetGroup(name: string, usedBy: readonly string[] = ['ours']): string {
  return `<member>
    <TargetGroupArn>${groupArn(name)}</TargetGroupArn>
    <HealthCheckTimeoutSeconds>10</HealthCheckTimeoutSeconds>
    <HealthCheckPort>traffic-port</HealthCheckPort>
    <TargetGroupName>${name}</TargetGroupName>
    <HealthCheckProtocol>TCP</HealthCheckProtocol>
    <Protocol>TCP</Protocol>
    <Port>1885</Port>
    <VpcId>vpc-3ac0fb5f</VpcId>
    <TargetType>ip</TargetType>
    <LoadBalancerArns>${usedBy.map((each) => `<member>${balancerArn(each)}</member>`).join('')}</LoadBalancerArns>
  </member>`;
}

function targetGroups(members: string, marker?: string): RawAnswer {
  return answer('DescribeTargetGroups', 'TargetGroups', members, marker);
}

// The answer of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
const targetHealth = answer(
  'DescribeTargetHealth',
  'TargetHealthDescriptions',
  `<member>
    <HealthCheckPort>1885</HealthCheckPort>
    <TargetHealth><State>healthy</State></TargetHealth>
    <Target><Port>1885</Port><Id>10.0.1.20</Id><AvailabilityZone>eu-west-1a</AvailabilityZone></Target>
  </member>
  <member>
    <TargetHealth><State>unused</State><Reason>Target.NotInUse</Reason></TargetHealth>
    <Target><Id>i-0aa1</Id></Target>
  </member>`,
);

function notFound(code: string): RawAnswer {
  const body = `<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
    <Error><Type>Sender</Type><Code>${code}</Code><Message>One or more not found</Message></Error>
    <RequestId>d6e7</RequestId>
  </ErrorResponse>`;
  return { status: 400, type: 'text/xml', body };
}

const account: RawAnswers = {
  DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
  DescribeLoadBalancers: balancers(['ours']),
  DescribeTags: tagsOf(),
  DescribeLoadBalancerAttributes: attributes({
    'access_logs.s3.bucket': 'secret',
    'deletion_protection.enabled': 'true',
    'load_balancing.cross_zone.enabled': 'false',
  }),
  DescribeListeners: listeners(listener('ours', 443, tls) + listener('ours', 80)),
  DescribeTargetGroups: targetGroups(targetGroup('https')),
  DescribeTargetHealth: targetHealth,
};

// What stacks there are makes no difference to the whole region.
const everything = { wholeRegion: true };

describe('elbv2.load-balancers', () => {
  it('are read as AWS documents them, without what is not ours to keep', async () => {
    const fact = await read('elbv2.load-balancers', account, everything);
    expect(readWhole(fact)).toEqual([
      {
        ref: { type: 'elbv2-load-balancer', name: 'ours', arn: balancerArn('ours') },
        arn: balancerArn('ours'),
        name: 'ours',
        type: 'network',
        state: 'active',
        vpcId: 'vpc-3ac0fb5f',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        attributes: { known: true, value: { deletionProtection: true, crossZone: false } },
        tags: { 'aws:cloudformation:stack-name': 'acme-1-1-vpc' },
      },
    ]);
    expect(JSON.stringify(fact)).not.toContain('secret');
  });

  it('are listed 400 at a time', async () => {
    const { requests } = await gatherFrom(account, ['elbv2.load-balancers'], everything);
    expect(requests[0]).toEqual({ operation: 'DescribeLoadBalancers', input: { PageSize: '400' } });
  });

  it('say nothing about an attribute AWS leaves out', async () => {
    const answers = { ...account, DescribeLoadBalancerAttributes: attributes({}) };
    const [only] = readWhole(await read('elbv2.load-balancers', answers, everything));
    expect(only?.attributes).toEqual({
      known: true,
      value: { deletionProtection: null, crossZone: null },
    });
  });

  it('stay when their attributes are denied', async () => {
    const action = 'elasticloadbalancing:DescribeLoadBalancerAttributes';
    const answers = { ...account, DescribeLoadBalancerAttributes: refused(action) };
    const [only] = readWhole(await read('elbv2.load-balancers', answers, everything));
    expect(only?.attributes).toMatchObject({ known: false, cause: 'denied', action });
  });

  it('are missing when nobody may read whose they are', async () => {
    const action = 'elasticloadbalancing:DescribeTags';
    const answers = { ...account, DescribeTags: refused(action) };
    expect(missingOf(await read('elbv2.load-balancers', answers, everything))).toMatchObject({
      cause: 'denied',
      action,
    });
  });

  it('are missing when AWS says nothing about the tags of one', async () => {
    const answers = { ...account, DescribeTags: answer('DescribeTags', 'TagDescriptions', '') };
    expect(missingOf(await read('elbv2.load-balancers', answers, everything)).detail).toContain(
      'the answer has no Tags',
    );
  });

  it('are asked for their tags 20 at a time', async () => {
    const names = Array.from({ length: 41 }, (_, at) => `lb-${at}`);
    const { requests, inventory } = await gatherFrom(
      { ...account, DescribeLoadBalancers: balancers(names) },
      ['elbv2.load-balancers'],
      everything,
    );
    expect(readWhole(factIn(inventory, 'elbv2.load-balancers'))).toHaveLength(41);
    const asked = requests.filter(({ operation }) => operation === 'DescribeTags');
    expect(asked.map((request) => arnsIn(request).length)).toEqual([20, 20, 1]);
  });

  it('are left out when they are gone before their tags or attributes are read', async () => {
    const stacks = tagsOf();
    const { inventory } = await gatherFrom(
      {
        ...account,
        DescribeLoadBalancers: balancers(['ours', 'early', 'late']),
        DescribeTags: (request) =>
          arnsIn(request).includes(balancerArn('early'))
            ? notFound('LoadBalancerNotFound')
            : stacks(request),
        DescribeLoadBalancerAttributes: ({ input }) =>
          nameIn(input.LoadBalancerArn) === 'late'
            ? notFound('LoadBalancerNotFound')
            : attributes({}),
      },
      ['elbv2.load-balancers'],
      everything,
    );
    const rows = readWhole(factIn(inventory, 'elbv2.load-balancers'));
    expect(rows.map(({ name }) => name)).toEqual(['ours']);
  });

  it('of another team cost no further call', async () => {
    const { requests, inventory } = await gatherFrom(
      {
        ...account,
        DescribeLoadBalancers: balancers(['theirs', 'ours']),
        DescribeTags: tagsOf({ theirs: 'billing-network' }),
        // Stacks that cannot be listed leave their names to tell.
        DescribeStacks: refused('cloudformation:DescribeStacks'),
        DescribeTargetGroups: targetGroups(
          targetGroup('theirs', ['theirs']) + targetGroup('https') + targetGroup('unused', []),
        ),
      },
      ['elbv2.load-balancers', 'elbv2.listeners', 'elbv2.target-groups'],
    );
    const names = [
      readWhole(factIn(inventory, 'elbv2.load-balancers')).map(({ name }) => name),
      readWhole(factIn(inventory, 'elbv2.listeners')).map(({ loadBalancer }) => loadBalancer.name),
      readWhole(factIn(inventory, 'elbv2.target-groups')).map(({ name }) => name),
    ];
    expect(names).toEqual([['ours'], ['ours'], ['https']]);
    expect(requests.map(({ operation }) => operation).sort()).toEqual([
      'DescribeListeners',
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
      'DescribeStacks',
      'DescribeTags',
      'DescribeTargetGroups',
      'DescribeTargetHealth',
    ]);
  });

  isWholeOrMissing({
    fact: 'elbv2.load-balancers',
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    token: 'Marker',
    page: (number, next) => balancers([`one-${number}`, `two-${number}`], next),
    others: account,
    options: everything,
    rows: 6,
  });
});

describe('elbv2.listeners', () => {
  it('are read as AWS documents them', async () => {
    const rows = readWhole(await read('elbv2.listeners', account, everything));
    expect(rows).toEqual([
      {
        loadBalancer: { type: 'elbv2-load-balancer', name: 'ours', arn: balancerArn('ours') },
        listeners: {
          known: true,
          value: [
            {
              ref: { type: 'elbv2-listener', name: 'ours:443', arn: listenerArn('ours', 443) },
              arn: listenerArn('ours', 443),
              port: 443,
              protocol: 'TLS',
              sslPolicy: 'ELBSecurityPolicy-2016-08',
              certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/c1',
              targetGroupArns: [groupArn('https')],
            },
            {
              ref: { type: 'elbv2-listener', name: 'ours:80', arn: listenerArn('ours', 80) },
              arn: listenerArn('ours', 80),
              port: 80,
              protocol: 'TCP',
              sslPolicy: null,
              certificateArn: null,
              targetGroupArns: [groupArn('https')],
            },
          ],
        },
      },
    ]);
  });

  it('of a gateway, which have no port, are left out', async () => {
    const gateway = listener('ours', 443).replace(/<(Port|Protocol)>\w+<\/\1>/g, '');
    const answers = { ...account, DescribeListeners: listeners(gateway) };
    const [only] = readWhole(await read('elbv2.listeners', answers, everything));
    expect(only?.listeners).toEqual({ known: true, value: [] });
  });

  it.each<[string, () => RawAnswer, object]>([
    [
      'have a second page that is denied',
      () => refused('elasticloadbalancing:DescribeListeners'),
      { cause: 'denied', action: 'elasticloadbalancing:DescribeListeners' },
    ],
    [
      'have pages without end',
      () => listeners(listener('ours', 81), '2'),
      { cause: 'failed', detail: expect.stringContaining('came twice') },
    ],
  ])('of one load balancer are missing when they %s', async (_name, later, expected) => {
    const { inventory } = await gatherFrom(
      {
        ...account,
        DescribeLoadBalancers: balancers(['ours', 'other']),
        DescribeListeners: ({ input }) => {
          if (nameIn(input.LoadBalancerArn) === 'other') return listeners(listener('other', 80));
          return input.Marker === undefined ? listeners(listener('ours', 80), '2') : later();
        },
      },
      ['elbv2.listeners'],
      everything,
    );
    const rows = readWhole(factIn(inventory, 'elbv2.listeners'));
    expect(rows.map(({ listeners }) => listeners)).toMatchObject([
      { known: false, ...expected },
      { known: true },
    ]);
  });

  it('are read to the last page', async () => {
    const answers: RawAnswers = {
      ...account,
      DescribeListeners: ({ input }) => {
        const page = Number(input.Marker ?? 1);
        return listeners(listener('ours', page), page < 3 ? String(page + 1) : undefined);
      },
    };
    const [only] = readWhole(await read('elbv2.listeners', answers, everything));
    expect(only?.listeners.known && only.listeners.value.map(({ port }) => port)).toEqual([
      1, 2, 3,
    ]);
  });

  it('are left out with a load balancer that is gone', async () => {
    const answers = { ...account, DescribeListeners: notFound('LoadBalancerNotFound') };
    expect(readWhole(await read('elbv2.listeners', answers, everything))).toEqual([]);
  });
});

describe('elbv2.target-groups', () => {
  it('are read as AWS documents them', async () => {
    const rows = readWhole(await read('elbv2.target-groups', account, everything));
    expect(rows).toEqual([
      {
        ref: { type: 'elbv2-target-group', name: 'https', arn: groupArn('https') },
        arn: groupArn('https'),
        name: 'https',
        port: 1885,
        protocol: 'TCP',
        targetType: 'ip',
        crossZone: null,
        vpcId: 'vpc-3ac0fb5f',
        loadBalancerArns: [balancerArn('ours')],
        targets: {
          known: true,
          value: [
            { id: '10.0.1.20', port: 1885, availabilityZone: 'eu-west-1a', health: 'healthy' },
            { id: 'i-0aa1', port: null, availabilityZone: null, health: 'unused' },
          ],
        },
      },
    ]);
  });

  it.each([
    [refused('elasticloadbalancing:DescribeTargetHealth'), 'denied'],
    [{ ...notFound('HealthUnavailable'), status: 500 }, 'failed'],
  ])('stay when the health of their targets is not told', async (DescribeTargetHealth, cause) => {
    const answers = { ...account, DescribeTargetHealth };
    const [only] = readWhole(await read('elbv2.target-groups', answers, everything));
    expect(only?.targets).toMatchObject({
      known: false,
      cause,
      action: 'elasticloadbalancing:DescribeTargetHealth',
    });
  });

  it('are left out when they are gone', async () => {
    const answers = { ...account, DescribeTargetHealth: notFound('TargetGroupNotFound') };
    expect(readWhole(await read('elbv2.target-groups', answers, everything))).toEqual([]);
  });

  it('are missing when the load balancers are', async () => {
    const action = 'elasticloadbalancing:DescribeLoadBalancers';
    const answers = { ...account, DescribeLoadBalancers: refused(action) };
    expect(missingOf(await read('elbv2.target-groups', answers, everything))).toMatchObject({
      cause: 'denied',
      action,
    });
  });

  isWholeOrMissing({
    fact: 'elbv2.target-groups',
    action: 'elasticloadbalancing:DescribeTargetGroups',
    token: 'Marker',
    page: (number, next) => targetGroups(targetGroup(`group-${number}`), next),
    others: account,
    options: everything,
    rows: 3,
  });
});
