import { describe, expect, it } from 'vitest';
import { isWholeOrMissing, read, readWhole, xml } from '../../support/raw-aws.ts';

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
