/** No machine lets the whole internet, or half of it, reach SSH: halves are how the whole is let in unseen. */
import { type AddressRange, coveredShare, parseRange } from '../derive/address-ranges.ts';
import { judgeUsedGroups, nameSources, sshSourcesOf } from '../derive/ssh-sources.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { SecurityGroup } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';

/** Of all addresses of a version. */
const worldShare = 0.5;
/** Of what is let in: what adds less to it is not named. */
const namedShare = 0.95;

export default defineCheck({
  id: 'ec2-security-group-ssh-not-from-world',
  practice: 'ssh-access',
  title: 'No security group of an EC2 instance lets the internet reach SSH',
  severity: 'critical',
  why: 'An SSH port that the internet reaches is attacked within minutes, and one weak key or one fault in the server opens the network behind it.',
  fix: 'Restrict the IPv4 and IPv6 ranges for SSH of 1-2-bastion to your own, and remove rules that somebody added by hand. Session Manager needs no open port.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-01'],
  controls: [
    { source: 'security-hub', id: 'EC2.13' },
    { source: 'prowler', id: 'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22' },
    { source: 'aws-config', id: 'INCOMING_SSH_DISABLED' },
    { source: 'cloudsploit', id: 'openSSH' },
    { source: 'scoutsuite', id: 'ec2-security-group-opens-SSH-port-to-all' },
    { source: 'steampipe', id: 'vpc_security_group_restrict_ingress_ssh_all' },
    { source: 'service-screener', id: 'SGSensitivePortOpenToAll' },
    { source: 'trusted-advisor', id: 'HCP4007jGY' },
  ],
  needs: ['ec2.instances', 'ec2.security-groups'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeUsedGroups(
      facts['ec2.instances'],
      facts['ec2.security-groups'],
      facts['ecs.services'],
      context,
      judge,
    ),
});

function judge(group: SecurityGroup): Verdict {
  const { ref } = group;
  const sources = sshSourcesOf(group);
  const { prefixListIds } = sources;
  const ranges = sources.ranges.map((text) => ({ text, ...parseRange(text) }));
  const open = ([4, 6] as const).filter((version) => coveredShare(ranges, version) >= worldShare);
  if (open.length > 0) {
    const through = open.flatMap((version) => widest(ranges, version)).map(({ text }) => text);
    return fail(ref, `lets the internet reach SSH (${through.join(', ')})`);
  }
  if (prefixListIds.length > 0) {
    return unsure(
      ref,
      missing(
        'not-gathered',
        `what is in ${prefixListIds.join(', ')}, which may reach SSH, is not read`,
      ),
    );
  }
  const names = nameSources(sources);
  return names === undefined
    ? pass(ref, 'lets nobody reach SSH')
    : pass(ref, `lets only ${names} reach SSH`);
}

/** The ranges that let nearly all in, widest first: neither an office beside half of the internet, nor what lies in others. */
function widest<R extends AddressRange>(
  ranges: readonly R[],
  version: AddressRange['version'],
): readonly R[] {
  const own = ranges
    .filter((range) => range.version === version)
    .sort((a, b) => a.prefixLength - b.prefixLength);
  const enough = namedShare * coveredShare(own, version);
  return own.filter((_, at) => {
    const before = coveredShare(own.slice(0, at), version);
    return before < enough && coveredShare(own.slice(0, at + 1), version) > before;
  });
}
