import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  missingOf,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
function instance(id: string, { state = 'running', network = true, extra = '' } = {}): string {
  const place = '<subnetId>subnet-0aa1</subnetId><vpcId>vpc-0cc3</vpcId>';
  return `<item>
    <instanceId>${id}</instanceId>
    <imageId>ami-0bff7e0c3b4f0ad34</imageId>
    <instanceState><code>16</code><name>${state}</name></instanceState>
    <privateDnsName>ip-10-0-1-12.eu-west-1.compute.internal</privateDnsName>
    <dnsName/>
    <reason/>
    <keyName>secret-key</keyName>
    <amiLaunchIndex>0</amiLaunchIndex>
    <productCodes/>
    <instanceType>m5.large</instanceType>
    <launchTime>2025-10-07T09:30:00.000Z</launchTime>
    <placement><availabilityZone>eu-west-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement>
    <monitoring><state>disabled</state></monitoring>${network ? place : ''}
    <tagSet>
      <item><key>aws:cloudformation:stack-name</key><value>acme-1-2-bastion</value></item>
      <item><key>stack-auditor:note</key><value>kept</value></item>
      <item><key>Name</key><value>secret-name</value></item>
    </tagSet>${extra}
  </item>`;
}

function reservation(list: string): string {
  return `<item>
    <reservationId>r-1234567890abcdef0</reservationId>
    <ownerId>111122223333</ownerId>
    <groupSet/>
    <instancesSet>${list}</instancesSet>
  </item>`;
}

function reservations(list: string, next?: string) {
  const token = next === undefined ? '' : `<nextToken>${next}</nextToken>`;
  return xml('ec2', 'DescribeInstances', `<reservationSet>${list}</reservationSet>${token}`);
}

describe('ec2.instances', () => {
  it('are read as AWS documents them', async () => {
    const asked: unknown[] = [];
    const answer = await read('ec2.instances', {
      DescribeInstances: ({ input }) => {
        asked.push(input);
        return reservations(reservation(instance('i-0123456789abcdef0')));
      },
    });
    expect(asked).toEqual([{ MaxResults: '1000' }]);
    expect(readWhole(answer)).toEqual([
      {
        ref: {
          type: 'ec2-instance',
          name: 'i-0123456789abcdef0',
          arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0',
        },
        id: 'i-0123456789abcdef0',
        state: 'running',
        launchedAt: '2025-10-07T09:30:00.000Z',
        vpcId: 'vpc-0cc3',
        subnetId: 'subnet-0aa1',
        publicIp: null,
        keyPair: true,
        metadataWithoutToken: null,
        availabilityZone: 'eu-west-1a',
        imageId: 'ami-0bff7e0c3b4f0ad34',
        securityGroupIds: [],
        volumes: [],
        tags: {
          'aws:cloudformation:stack-name': 'acme-1-2-bastion',
          'stack-auditor:note': 'kept',
        },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('leave out what is gone, and keep what is stopped', async () => {
    const states = ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'];
    const list = states.map((state) => instance(`i-${state}`, { state })).join('');
    const answer = await read('ec2.instances', {
      DescribeInstances: reservations(reservation(list)),
    });
    expect(readWhole(answer).map(({ state }) => state)).toEqual([
      'pending',
      'running',
      'stopping',
      'stopped',
    ]);
  });

  it('need be in no network', async () => {
    const list = reservation(instance('i-1', { network: false }));
    const answer = await read('ec2.instances', { DescribeInstances: reservations(list) });
    expect(readWhole(answer)[0]).toMatchObject({ vpcId: null, subnetId: null });
  });

  it('have a public address or none', async () => {
    const extra = '<ipAddress>203.0.113.7</ipAddress>';
    const list = reservation(instance('i-1', { extra }));
    const answer = await read('ec2.instances', { DescribeInstances: reservations(list) });
    expect(readWhole(answer)[0]?.publicIp).toBe('203.0.113.7');
  });

  it('need have no key pair', async () => {
    const list = reservation(
      '<item><instanceId>i-1</instanceId><instanceState><name>running</name></instanceState></item>',
    );
    const answer = await read('ec2.instances', { DescribeInstances: reservations(list) });
    expect(readWhole(answer)[0]?.keyPair).toBe(false);
  });

  it.each([
    ['enabled', 'required', false],
    ['enabled', 'optional', true],
    ['disabled', 'optional', false],
  ])(
    'with a metadata service that is %s and tokens that are %s',
    async (endpoint, tokens, open) => {
      const extra = `<metadataOptions><state>applied</state><httpTokens>${tokens}</httpTokens><httpEndpoint>${endpoint}</httpEndpoint></metadataOptions>`;
      const list = reservation(instance('i-1', { extra }));
      const answer = await read('ec2.instances', { DescribeInstances: reservations(list) });
      expect(readWhole(answer)[0]?.metadataWithoutToken).toBe(open);
    },
  );

  it('may be none', async () => {
    const answer = await read('ec2.instances', { DescribeInstances: reservations('') });
    expect(readWhole(answer)).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'ec2.instances',
    action: 'ec2:DescribeInstances',
    token: 'NextToken',
    page: (number, next) =>
      reservations(
        reservation(instance(`i-a${number}`)) +
          reservation(instance(`i-b${number}`) + instance(`i-c${number}`)),
        next,
      ),
    rows: 9,
  });
});

/** One machine of one of our stacks, as far as the others need it. */
function machine(id: string, { state = 'running', image = 'ami-1', volumes = '', tag = '' } = {}) {
  return `<item>
    <instanceId>${id}</instanceId>
    <imageId>${image}</imageId>
    <instanceState><code>16</code><name>${state}</name></instanceState>
    <rootDeviceName>/dev/xvda</rootDeviceName>
    <blockDeviceMapping>${device('/dev/xvda', `vol-root-${id}`, true)}${volumes}</blockDeviceMapping>
    <tagSet>${tag}</tagSet>
  </item>`;
}

function device(name: string, volume: string, deleted: boolean) {
  return `<item>
    <deviceName>${name}</deviceName>
    <ebs>
      <volumeId>${volume}</volumeId>
      <status>attached</status>
      <attachTime>2025-10-07T09:30:01.000Z</attachTime>
      <deleteOnTermination>${deleted}</deleteOnTermination>
    </ebs>
  </item>`;
}

const website = '<item><key>aws:cloudformation:stack-name</key><value>website</value></item>';
const noStacks = xml('cloudformation', 'DescribeStacks', '<Stacks/>');

function machines(...items: readonly string[]): RawAnswers {
  return {
    DescribeStacks: noStacks,
    DescribeInstances: reservations(reservation(items.join(''))),
  };
}

function list(operation: string, set: string, items: string, next?: string) {
  const token = next === undefined ? '' : `<nextToken>${next}</nextToken>`;
  return xml('ec2', operation, `<${set}>${items}</${set}>${token}`);
}

/** The values of the one filter of each request of this operation. */
function valuesOf(requests: readonly RawRequest[], operation: string, filter: string): string[][] {
  return requests
    .filter((request) => request.operation === operation)
    .map(({ input }) => {
      expect(input['Filter.1.Name']).toBe(filter);
      expect(input['Filter.2.Name']).toBeUndefined();
      return Object.entries(input)
        .filter(([field]) => field.startsWith('Filter.1.Value.'))
        .map(([, value]) => String(value));
    });
}

describe('the place and the volumes of a machine', () => {
  it('are read as AWS documents them', async () => {
    const extra = `
      <groupSet><item><groupId>sg-1</groupId><groupName>secret</groupName></item></groupSet>
      <networkInterfaceSet>
        <item><groupSet><item><groupId>sg-1</groupId></item></groupSet></item>
        <item><groupSet><item><groupId>sg-2</groupId></item></groupSet></item>
      </networkInterfaceSet>
      <rootDeviceName>/dev/xvda</rootDeviceName>
      <blockDeviceMapping>
        ${device('/dev/xvda', 'vol-1', true)}
        ${device('/dev/xvdf', 'vol-2', false)}
        <item><deviceName>/dev/xvdg</deviceName><ebs><volumeId>vol-3</volumeId></ebs></item>
      </blockDeviceMapping>`;
    const answer = await read('ec2.instances', {
      DescribeInstances: reservations(reservation(instance('i-1', { extra }))),
    });
    expect(readWhole(answer)[0]).toMatchObject({
      availabilityZone: 'eu-west-1a',
      imageId: 'ami-0bff7e0c3b4f0ad34',
      securityGroupIds: ['sg-1', 'sg-2'],
      volumes: [
        { id: 'vol-1', device: '/dev/xvda', root: true, deletedWithInstance: true },
        { id: 'vol-2', device: '/dev/xvdf', root: false, deletedWithInstance: false },
        { id: 'vol-3', device: '/dev/xvdg', root: false, deletedWithInstance: null },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
function securityGroup(id: string, permissions: string) {
  return `<item>
    <ownerId>111122223333</ownerId>
    <groupId>${id}</groupId>
    <groupName>secret-name</groupName>
    <groupDescription>secret words</groupDescription>
    <vpcId>vpc-0cc3</vpcId>
    <securityGroupArn>arn:aws:ec2:eu-west-1:111122223333:security-group/${id}</securityGroupArn>
    <ipPermissions>${permissions}</ipPermissions>
    <ipPermissionsEgress>
      <item><ipProtocol>-1</ipProtocol><groups/><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item>
    </ipPermissionsEgress>
  </item>`;
}

describe('ec2.security-groups', () => {
  const ssh = `<item>
    <ipProtocol>tcp</ipProtocol>
    <fromPort>22</fromPort>
    <toPort>23</toPort>
    <groups>
      <item><userId>111122223333</userId><groupId>sg-9</groupId><description>secret</description></item>
    </groups>
    <ipRanges>
      <item><cidrIp>10.0.0.0/8</cidrIp><description>secret: call 0123</description></item>
      <item><cidrIp>192.168.0.0/16</cidrIp></item>
    </ipRanges>
    <ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges>
    <prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds>
  </item>`;
  const everything =
    '<item><ipProtocol>-1</ipProtocol><groups/><ipRanges/><ipv6Ranges/><prefixListIds/></item>';

  it('are read as AWS documents them, in one call', async () => {
    const { inventory, requests } = await gatherFrom(
      {
        DescribeSecurityGroups: list(
          'DescribeSecurityGroups',
          'securityGroupInfo',
          securityGroup('sg-1', ssh + everything) + securityGroup('sg-2', ''),
        ),
      },
      ['ec2.security-groups'],
    );
    expect(requests.map(({ input }) => input)).toEqual([{ MaxResults: '1000' }]);
    const groups = readWhole(factIn(inventory, 'ec2.security-groups'));
    expect(groups[0]).toEqual({
      ref: {
        type: 'security-group',
        name: 'sg-1',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
      },
      id: 'sg-1',
      vpcId: 'vpc-0cc3',
      ingress: [
        {
          protocol: 'tcp',
          fromPort: 22,
          toPort: 23,
          ranges: ['10.0.0.0/8', '192.168.0.0/16', '::/0'],
          groupIds: ['sg-9'],
          prefixListIds: ['pl-1'],
        },
        {
          protocol: '-1',
          fromPort: null,
          toPort: null,
          ranges: [],
          groupIds: [],
          prefixListIds: [],
        },
      ],
    });
    expect(groups[1]?.ingress).toEqual([]);
    expect(JSON.stringify(groups)).not.toContain('secret');
  });

  it('are missing when AWS says nothing of who may come in', async () => {
    const bare = '<item><groupId>sg-1</groupId><vpcId>vpc-1</vpcId></item>';
    const answers = {
      DescribeSecurityGroups: list('DescribeSecurityGroups', 'securityGroupInfo', bare),
    };
    expect(missingOf(await read('ec2.security-groups', answers)).cause).toBe('failed');
  });

  isWholeOrMissing({
    fact: 'ec2.security-groups',
    action: 'ec2:DescribeSecurityGroups',
    token: 'NextToken',
    page: (number, next) =>
      list('DescribeSecurityGroups', 'securityGroupInfo', securityGroup(`sg-${number}`, ''), next),
    rows: 3,
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
function subnet(id: string) {
  return `<item>
    <subnetId>${id}</subnetId>
    <state>available</state>
    <vpcId>vpc-1</vpcId>
    <cidrBlock>10.0.1.0/24</cidrBlock>
    <availabilityZone>eu-west-1b</availabilityZone>
    <tagSet><item><key>Name</key><value>secret</value></item></tagSet>
  </item>`;
}

describe('ec2.subnets', () => {
  it('are read as AWS documents them', async () => {
    const answers = { DescribeSubnets: list('DescribeSubnets', 'subnetSet', subnet('subnet-1')) };
    expect(readWhole(await read('ec2.subnets', answers))).toEqual([
      { id: 'subnet-1', vpcId: 'vpc-1', availabilityZone: 'eu-west-1b' },
    ]);
  });

  isWholeOrMissing({
    fact: 'ec2.subnets',
    action: 'ec2:DescribeSubnets',
    token: 'NextToken',
    page: (number, next) => list('DescribeSubnets', 'subnetSet', subnet(`subnet-${number}`), next),
    rows: 3,
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
function routeTable(id: string, { associations = '', routes = '' } = {}) {
  const local = route('10.0.0.0/16', '<gatewayId>local</gatewayId>');
  return `<item>
    <routeTableId>${id}</routeTableId>
    <vpcId>vpc-1</vpcId>
    <routeSet>${local}${routes}</routeSet>
    <associationSet>${associations}</associationSet>
    <propagatingVgwSet/>
    <tagSet/>
  </item>`;
}

function route(destination: string, target: string, state = 'active') {
  return `<item><destinationCidrBlock>${destination}</destinationCidrBlock>${target}<state>${state}</state></item>`;
}

function association(subnetId: string | null, state = 'associated') {
  const subject =
    subnetId === null ? '<main>true</main>' : `<main>false</main><subnetId>${subnetId}</subnetId>`;
  return `<item><routeTableAssociationId>rtbassoc-1</routeTableAssociationId>${subject}<associationState><state>${state}</state></associationState></item>`;
}

describe('ec2.route-tables', () => {
  const tables = (...items: readonly string[]) => ({
    DescribeRouteTables: list('DescribeRouteTables', 'routeTableSet', items.join('')),
  });

  it('are read as AWS documents them, a hundred at a time', async () => {
    const associations =
      association('subnet-1') + association('subnet-2') + association('subnet-3', 'disassociated');
    const routes = route('0.0.0.0/0', '<natGatewayId>nat-1</natGatewayId>', 'blackhole');
    const answers = tables(
      routeTable('rtb-1', { associations, routes }),
      routeTable('rtb-2', { associations: association(null) }),
    );
    const { inventory, requests } = await gatherFrom(answers, ['ec2.route-tables']);
    expect(requests.map(({ input }) => input)).toEqual([{ MaxResults: '100' }]);
    expect(readWhole(factIn(inventory, 'ec2.route-tables'))).toEqual([
      {
        id: 'rtb-1',
        vpcId: 'vpc-1',
        main: false,
        subnetIds: ['subnet-1', 'subnet-2'],
        defaultRoutes: [{ natGatewayId: 'nat-1', otherId: null, state: 'blackhole' }],
      },
      { id: 'rtb-2', vpcId: 'vpc-1', main: true, subnetIds: [], defaultRoutes: [] },
    ]);
  });

  it.each([
    ['gatewayId', 'igw-1'],
    ['transitGatewayId', 'tgw-1'],
    ['networkInterfaceId', 'eni-1'],
    ['vpcPeeringConnectionId', 'pcx-1'],
    ['localGatewayId', 'lgw-1'],
    ['carrierGatewayId', 'cagw-1'],
    ['coreNetworkArn', 'arn:aws:networkmanager::111122223333:core-network/core-network-1'],
  ])('may lead out by %s', async (member, id) => {
    const routes =
      route('0.0.0.0/0', `<${member}>${id}</${member}>`) +
      '<item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><gatewayId>igw-6</gatewayId><state>active</state></item>';
    const [table] = readWhole(
      await read('ec2.route-tables', tables(routeTable('rtb-1', { routes }))),
    );
    expect(table?.defaultRoutes).toEqual([{ natGatewayId: null, otherId: id, state: 'active' }]);
  });

  isWholeOrMissing({
    fact: 'ec2.route-tables',
    action: 'ec2:DescribeRouteTables',
    token: 'NextToken',
    page: (number, next) =>
      list('DescribeRouteTables', 'routeTableSet', routeTable(`rtb-${number}`), next),
    rows: 3,
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html
function natGateway(id: string, { state = 'available', extra = '' } = {}) {
  return `<item>
    <natGatewayId>${id}</natGatewayId>
    <vpcId>vpc-1</vpcId>
    <state>${state}</state>
    <createTime>2025-10-07T09:30:00.000Z</createTime>${extra}
  </item>`;
}

describe('ec2.nat-gateways', () => {
  const gateways = (...items: readonly string[]) => ({
    DescribeNatGateways: list('DescribeNatGateways', 'natGatewaySet', items.join('')),
  });
  const address = (zone: string) =>
    `<item><publicIp>203.0.113.7</publicIp><availabilityZone>${zone}</availabilityZone></item>`;

  it('are read as AWS documents them, without those that are gone', async () => {
    const answers = gateways(
      natGateway('nat-1', { extra: '<subnetId>subnet-1</subnetId>' }),
      natGateway('nat-2', { state: 'deleted' }),
      natGateway('nat-3', { state: 'failed', extra: '<availabilityMode>zonal</availabilityMode>' }),
    );
    expect(readWhole(await read('ec2.nat-gateways', answers))).toEqual([
      {
        ref: { type: 'nat-gateway', name: 'nat-1' },
        id: 'nat-1',
        vpcId: 'vpc-1',
        state: 'available',
        mode: 'zonal',
        subnetId: 'subnet-1',
      },
      expect.objectContaining({ id: 'nat-3', state: 'failed', mode: 'zonal', subnetId: null }),
    ]);
  });

  it('may be regional, in zones that AWS chooses or somebody chose', async () => {
    const addresses = `<natGatewayAddressSet>${address('eu-west-1a')}${address('eu-west-1a')}${address('eu-west-1b')}</natGatewayAddressSet>`;
    const regional = (provisioning: string) =>
      `<availabilityMode>regional</availabilityMode>${provisioning}${addresses}`;
    const answers = gateways(
      natGateway('nat-1', {
        extra: regional('<autoProvisionZones>enabled</autoProvisionZones>'),
      }),
      natGateway('nat-2', {
        extra: regional('<autoProvisionZones>disabled</autoProvisionZones>'),
      }),
      natGateway('nat-3', { extra: regional('') }),
    );
    const rows = readWhole(await read('ec2.nat-gateways', answers));
    const chosen = ['eu-west-1a', 'eu-west-1b'];
    expect(rows.map(({ mode, chosenZones }) => [mode, chosenZones])).toEqual([
      ['regional', undefined],
      ['regional', chosen],
      ['regional', chosen],
    ]);
  });

  isWholeOrMissing({
    fact: 'ec2.nat-gateways',
    action: 'ec2:DescribeNatGateways',
    token: 'NextToken',
    page: (number, next) =>
      list('DescribeNatGateways', 'natGatewaySet', natGateway(`nat-${number}`), next),
    rows: 3,
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
function image(id: string, extra = '<imageState>available</imageState>') {
  return `<item>
    <imageId>${id}</imageId>
    <imageLocation>amazon/al2023</imageLocation>
    <imageOwnerId>591542846629</imageOwnerId>
    <creationDate>2026-10-14T05:13:22.000Z</creationDate>
    <isPublic>true</isPublic>
    <name>al2023-ami-ecs-hvm-2023.0.20261014-kernel-6.1-x86_64</name>${extra}
  </item>`;
}

describe('ec2.images', () => {
  it('are read as AWS documents them, deprecated ones too', async () => {
    const extra =
      '<imageState>available</imageState><deprecationTime>2027-01-12T05:13:00Z</deprecationTime>';
    const answers = {
      ...machines(machine('i-1')),
      DescribeImages: list('DescribeImages', 'imagesSet', image('ami-1', extra)),
    };
    const { inventory, requests } = await gatherFrom(answers, ['ec2.images']);
    expect(requests.at(-1)?.input).toEqual({
      IncludeDeprecated: 'true',
      MaxResults: '1000',
      'Filter.1.Name': 'image-id',
      'Filter.1.Value.1': 'ami-1',
    });
    expect(readWhole(factIn(inventory, 'ec2.images'))).toEqual([
      {
        id: 'ami-1',
        name: 'al2023-ami-ecs-hvm-2023.0.20261014-kernel-6.1-x86_64',
        createdAt: '2026-10-14T05:13:22.000Z',
        deprecatedAt: '2027-01-12T05:13:00.000Z',
      },
    ]);
  });

  it('need have no dates, and are no more once deregistered', async () => {
    const bare = '<item><imageId>ami-1</imageId><creationDate/></item>';
    const gone = image('ami-2', '<imageState>deregistered</imageState>');
    const answers = {
      ...machines(machine('i-1'), machine('i-2', { image: 'ami-2' })),
      DescribeImages: list('DescribeImages', 'imagesSet', bare + gone),
    };
    expect(readWhole(await read('ec2.images', answers))).toEqual([
      { id: 'ami-1', name: '', createdAt: null, deprecatedAt: null },
    ]);
  });

  it('are asked once each, of machines that run and may be ours', async () => {
    const answers = {
      ...machines(
        machine('i-1'),
        machine('i-2'),
        machine('i-3', { image: 'ami-3' }),
        machine('i-4', { image: 'ami-4', state: 'stopped' }),
        machine('i-5', { image: 'ami-5', tag: website }),
      ),
      DescribeImages: list('DescribeImages', 'imagesSet', ''),
    };
    const { inventory, requests } = await gatherFrom(answers, ['ec2.images']);
    expect(valuesOf(requests, 'DescribeImages', 'image-id')).toEqual([['ami-1', 'ami-3']]);
    expect(readWhole(factIn(inventory, 'ec2.images'))).toEqual([]);
  });

  it('are asked of nobody when nothing runs', async () => {
    const { inventory, requests } = await gatherFrom(machines(), ['ec2.images']);
    expect(readWhole(factIn(inventory, 'ec2.images'))).toEqual([]);
    expect(requests.map(({ operation }) => operation)).not.toContain('DescribeImages');
  });

  it('are missing when the machines are, for the same reason', async () => {
    const answers = { DescribeInstances: refused('ec2:DescribeInstances') };
    expect(missingOf(await read('ec2.images', answers))).toMatchObject({
      cause: 'denied',
      action: 'ec2:DescribeInstances',
    });
  });

  isWholeOrMissing({
    fact: 'ec2.images',
    action: 'ec2:DescribeImages',
    token: 'NextToken',
    page: (number, next) => list('DescribeImages', 'imagesSet', image(`ami-${number}`), next),
    others: machines(machine('i-1')),
    rows: 3,
  });
});

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html
function volume(id: string, encrypted = '<encrypted>true</encrypted>') {
  return `<item>
    <volumeId>${id}</volumeId>
    <size>200</size>
    <status>in-use</status>${encrypted}
    <tagSet><item><key>Name</key><value>secret</value></item></tagSet>
  </item>`;
}

// The answer of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
function snapshot(id: string) {
  return `<item>
    <snapshotId>${id}</snapshotId>
    <volumeId>vol-data</volumeId>
    <status>completed</status>
    <startTime>2026-11-23T07:00:00.000Z</startTime>
    <progress>100%</progress>
    <ownerId>111122223333</ownerId>
    <description>secret</description>
    <volumeSize>200</volumeSize>
  </item>`;
}

const dataVolume = device('/dev/xvdf', 'vol-data', false);
const timescale = machines(machine('i-1', { volumes: dataVolume }));

describe('ec2.volumes', () => {
  it('are read as AWS documents them: those beside the root of machines that may be ours', async () => {
    const answers = {
      ...machines(
        machine('i-1', { volumes: dataVolume, state: 'stopped' }),
        machine('i-2', { volumes: device('/dev/sdf', 'vol-theirs', true), tag: website }),
      ),
      DescribeVolumes: list(
        'DescribeVolumes',
        'volumeSet',
        volume('vol-data') + volume('vol-other', ''),
      ),
    };
    const { inventory, requests } = await gatherFrom(answers, ['ec2.volumes']);
    expect(valuesOf(requests, 'DescribeVolumes', 'volume-id')).toEqual([['vol-data']]);
    expect(readWhole(factIn(inventory, 'ec2.volumes'))).toEqual([
      { id: 'vol-data', encrypted: true },
      { id: 'vol-other', encrypted: null },
    ]);
  });

  it('are asked for two hundred at a time', async () => {
    const volumes = Array.from({ length: 450 }, (_, at) =>
      device(`/dev/x${at}`, `vol-${at}`, false),
    );
    const answers = {
      ...machines(machine('i-1', { volumes: volumes.join('') })),
      DescribeVolumes: list('DescribeVolumes', 'volumeSet', ''),
    };
    const { requests } = await gatherFrom(answers, ['ec2.volumes']);
    const asked = valuesOf(requests, 'DescribeVolumes', 'volume-id');
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 50]);
    expect(new Set(asked.flat()).size).toBe(450);
  });

  isWholeOrMissing({
    fact: 'ec2.volumes',
    action: 'ec2:DescribeVolumes',
    token: 'NextToken',
    page: (number, next) => list('DescribeVolumes', 'volumeSet', volume(`vol-${number}`), next),
    others: timescale,
    rows: 3,
  });
});

describe('ec2.volume-snapshots', () => {
  it('are read as AWS documents them: our own, of volumes beside the root', async () => {
    const answers = {
      ...timescale,
      DescribeSnapshots: list('DescribeSnapshots', 'snapshotSet', snapshot('snap-1')),
    };
    const { inventory, requests } = await gatherFrom(answers, ['ec2.volume-snapshots']);
    expect(valuesOf(requests, 'DescribeSnapshots', 'volume-id')).toEqual([['vol-data']]);
    expect(requests.at(-1)?.input).toMatchObject({ 'Owner.1': 'self', MaxResults: '1000' });
    expect(readWhole(factIn(inventory, 'ec2.volume-snapshots'))).toEqual([
      {
        id: 'snap-1',
        volumeId: 'vol-data',
        state: 'completed',
        startedAt: '2026-11-23T07:00:00.000Z',
      },
    ]);
  });

  it('are asked of nobody when machines have but their root', async () => {
    const { inventory, requests } = await gatherFrom(machines(machine('i-1')), [
      'ec2.volumes',
      'ec2.volume-snapshots',
    ]);
    expect(readWhole(factIn(inventory, 'ec2.volume-snapshots'))).toEqual([]);
    expect(requests.map(({ operation }) => operation).sort()).toEqual([
      'DescribeInstances',
      'DescribeStacks',
    ]);
  });

  isWholeOrMissing({
    fact: 'ec2.volume-snapshots',
    action: 'ec2:DescribeSnapshots',
    token: 'NextToken',
    page: (number, next) =>
      list('DescribeSnapshots', 'snapshotSet', snapshot(`snap-${number}`), next),
    others: timescale,
    rows: 3,
  });
});
