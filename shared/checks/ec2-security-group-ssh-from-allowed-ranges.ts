/** SSH comes from declared ranges only: by default from private networks. Other security groups are inside already. */
import { type AddressRange, contains, parseRange } from '../derive/address-ranges.ts';
import { judgeUsedGroups, nameSources, sshSourcesOf } from '../derive/ssh-sources.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { SecurityGroup } from '../model/ec2.ts';

export default defineCheck({
  id: 'ec2-security-group-ssh-from-allowed-ranges',
  practice: 'ssh-access',
  title: 'Security groups of EC2 instances let only declared ranges reach SSH',
  severity: 'high',
  why: 'Every address that may reach SSH is one more place a stolen key can be used from, and ranges of former offices and providers go to others.',
  fix: 'Narrow the IPv4 and IPv6 ranges for SSH of 1-2-bastion, or declare those that are yours under `sshRanges`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-02'],
  controls: [
    { source: 'aws-config', id: 'VPC_SG_PORT_RESTRICTION_CHECK' },
    { source: 'aws-config', id: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS' },
  ],
  needs: ['ec2.instances', 'ec2.security-groups'],
  wants: ['ecs.services'],
  run: (facts, context) => {
    const allowed = context.declared.sshRanges.map(parseRange);
    return judgeUsedGroups(
      facts['ec2.instances'],
      facts['ec2.security-groups'],
      facts['ecs.services'],
      context,
      (group) => judge(group, allowed),
    );
  },
});

function judge(group: SecurityGroup, allowed: readonly AddressRange[]): Verdict {
  const { ref } = group;
  const sources = sshSourcesOf(group);
  const names = nameSources(sources);
  if (names === undefined) return pass(ref, 'lets nobody reach SSH');
  const outside = sources.ranges.filter((text) => {
    const range = parseRange(text);
    return !allowed.some((each) => contains(each, range));
  });
  if (outside.length > 0) {
    return fail(ref, `lets ${outside.join(', ')} reach SSH, which no declared range contains`);
  }
  const lists = sources.prefixListIds.join(', ');
  return lists === ''
    ? pass(ref, `lets only ${names} reach SSH`)
    : warn(ref, `lets ${names} reach SSH; what is in ${lists} is not known`);
}
