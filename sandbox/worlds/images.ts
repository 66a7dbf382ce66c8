/** What machines were started from: Amazon's own images, which it offers for three months each. */
import type { Account } from '../account.ts';
import { ec2Id } from './identifiers.ts';
import { ago, days } from './times.ts';

/** With or without the ECS agent. */
export type ImageKind = 'al2023-ami-ecs-hvm' | 'al2023-ami';

/** https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html */
const offeredFor = days(90);

/** Amazon's image of this kind and age, given in milliseconds; put into the account once. Gives its id. */
export function amazonImage(account: Account, kind: ImageKind, age = days(40)): string {
  const created = ago(account, age);
  const date = created.toISOString().slice(0, 10).replaceAll('-', '');
  const name = `${kind}-2023.0.${date}-kernel-6.1-x86_64`;
  const id = ec2Id('ami', name);
  if (account.ec2.images.some(({ ImageId }) => ImageId === id)) return id;
  account.ec2.images.push({
    ImageId: id,
    Name: name,
    ImageLocation: `amazon/${name}`,
    ImageOwnerAlias: 'amazon',
    OwnerId: '591542846629',
    ImageType: 'machine',
    State: 'available',
    Public: true,
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    CreationDate: created.toISOString(),
    DeprecationTime: new Date(created.getTime() + offeredFor).toISOString(),
    Tags: [],
  });
  return id;
}
