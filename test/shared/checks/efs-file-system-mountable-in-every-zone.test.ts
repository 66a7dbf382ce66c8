import check from '../../../shared/checks/efs-file-system-mountable-in-every-zone.ts';
import { type Fact, known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aFileSystem, aSubnet } from '../../support/surroundings.ts';

const subnets = [aSubnet(), aSubnet({ id: 'subnet-acme-b', availabilityZone: 'eu-west-1b' })];
const services = (...subnetIds: readonly string[]) => [
  aClusterServices({ services: known([anEcsService({ subnetIds })]) }),
];
/** With services in zones a and b. */
const mountable = (mountZones: Fact<readonly string[]>) => ({
  'efs.file-systems': [aFileSystem({ mountZones })],
  'ecs.services': [aClusterServices()],
  'ec2.subnets': subnets,
});
const everywhere = mountable(known(['eu-west-1a', 'eu-west-1b']));
const refused = aClusterServices({
  cluster: { type: 'ecs-cluster', name: 'tts-2' },
  services: denied('ecs:DescribeServices'),
});

testCheck(check, {
  pass: [
    {
      name: 'in both zones',
      facts: everywhere,
      subject: 'fs-1',
      reason: 'can be mounted in eu-west-1a, eu-west-1b',
    },
    {
      name: 'in more zones than are used',
      facts: mountable(known(['eu-west-1c', 'eu-west-1b', 'eu-west-1a'])),
      reason: 'can be mounted in eu-west-1a, eu-west-1b',
    },
    {
      name: 'in the one zone that is used; a subnet of no service does not count',
      facts: { ...mountable(known(['eu-west-1a'])), 'ecs.services': services('subnet-acme-a') },
    },
  ],
  fail: [
    {
      name: 'not in one of the zones',
      facts: mountable(known(['eu-west-1a'])),
      subject: 'fs-1',
      reason: 'cannot be mounted in eu-west-1b, where tasks may run',
      severity: 'low',
    },
    {
      name: 'in none of the zones',
      facts: mountable(known(['eu-west-1c'])),
      reason: 'cannot be mounted in eu-west-1a, eu-west-1b, where',
    },
    { name: 'nowhere', facts: mountable(known([])), reason: 'has no mount target' },
    {
      name: 'not in a zone of one cluster, and the other cannot be read',
      facts: {
        ...mountable(known(['eu-west-1a'])),
        'ecs.services': [aClusterServices(), refused],
      },
      reason: 'cannot be mounted in eu-west-1b',
    },
    {
      name: 'not in a zone of one subnet, and the other is not listed',
      facts: {
        ...mountable(known(['eu-west-1a'])),
        'ecs.services': services('subnet-gone', 'subnet-acme-b'),
      },
    },
  ],
  unknown: [
    {
      name: 'the subnets may not be listed',
      facts: { ...everywhere, 'ec2.subnets': denied('ec2:DescribeSubnets') },
    },
    {
      name: 'the mount targets may not be read',
      facts: mountable(denied('elasticfilesystem:DescribeMountTargets')),
      subject: 'fs-1',
      reason: 'elasticfilesystem:DescribeMountTargets was refused',
    },
    {
      name: 'the services of a cluster cannot be read',
      facts: { ...everywhere, 'ecs.services': [aClusterServices(), refused] },
      subject: 'fs-1',
      reason: 'ecs:DescribeServices was refused',
    },
    {
      name: 'a subnet of a service is not listed',
      facts: { ...everywhere, 'ecs.services': services('subnet-acme-a', 'subnet-gone') },
      subject: 'fs-1',
      reason: 'EC2 does not list subnet-gone, where tasks may run',
    },
    {
      name: 'no service names a subnet',
      facts: { ...everywhere, 'ecs.services': services() },
      subject: 'fs-1',
      reason: 'no ECS service names a subnet',
    },
  ],
  notApplicable: [
    { name: 'absent', facts: { ...everywhere, 'efs.file-systems': [] }, reason: 'needs none' },
  ],
  several: [
    {
      name: 'each by its own mount targets',
      facts: {
        ...everywhere,
        'efs.file-systems': [
          aFileSystem(),
          aFileSystem({ id: 'fs-2', mountZones: known(['eu-west-1b']) }),
        ],
      },
      statuses: { 'fs-1': 'pass', 'fs-2': 'fail' },
    },
  ],
});
