/** Nothing but the bastion can be addressed from the internet: all else is behind the load balancer and NAT gateways. */
import { isBastion, judgeRunning } from '../derive/instances.ts';
import { defineCheck, fail, pass, type Verdict } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';

export default defineCheck({
  id: 'ec2-instance-private',
  practice: 'ssh-access',
  title: 'Only the bastion has a public IP address',
  severity: 'medium',
  why: 'A machine with a public address is one security group rule away from the internet.',
  fix: 'Replace the instance with one in a private subnet, or take its public address away; reach it by Session Manager or the bastion.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-07'],
  controls: [
    { source: 'security-hub', id: 'EC2.9' },
    { source: 'prowler', id: 'ec2_instance_public_ip' },
    { source: 'aws-config', id: 'EC2_INSTANCE_NO_PUBLIC_IP' },
    { source: 'steampipe', id: 'ec2_instance_not_publicly_accessible' },
  ],
  needs: ['ec2.instances'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, judge),
});

function judge(instance: Instance): Verdict {
  const { ref, publicIp } = instance;
  if (publicIp === null) return pass(ref, 'has no public IP address');
  return isBastion(instance)
    ? pass(ref, `is the bastion, at ${publicIp}`)
    : fail(ref, `has the public IP address ${publicIp}, and is not the bastion`);
}
