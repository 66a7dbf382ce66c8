/** A machine that Session Manager reaches needs no SSH key; one it does not reach needs its key until it does. */
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, pass, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import type { ManagedInstance } from '../model/ssm.ts';

export default defineCheck({
  id: 'ec2-instance-without-key',
  practice: 'ssh-access',
  title: 'No EC2 instance that Session Manager reaches has an SSH key pair',
  severity: 'low',
  why: 'A key pair is shared, never expires and leaves no trace of who used it; Session Manager asks IAM and keeps a log.',
  fix: 'Leave the SSH key name empty in the template, where it allows that, when the instance is next replaced.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-06'],
  controls: [
    { source: 'aws-config', id: 'EC2_NO_AMAZON_KEY_PAIR' },
    { source: 'steampipe', id: 'ec2_instance_no_amazon_key_pair' },
  ],
  needs: ['ec2.instances', 'ssm.instances'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) =>
      judge(
        instance,
        facts['ssm.instances'].find(({ instanceId }) => instanceId === instance.id),
      ),
    ),
});

function judge({ ref, keyPair }: Instance, managed: ManagedInstance | undefined): Verdict {
  if (!keyPair) return pass(ref, 'has no SSH key pair');
  return managed?.pingStatus === 'Online'
    ? warn(ref, 'has an SSH key pair, and Session Manager reaches it without')
    : pass(ref, 'needs its SSH key pair while Systems Manager does not reach it');
}
