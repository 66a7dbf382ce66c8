/** The agent by which Systems Manager reaches and patches a machine is itself up to date. */
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';
import type { ManagedInstance } from '../model/ssm.ts';

export default defineCheck({
  id: 'ssm-instance-agent-current',
  practice: 'software-updates',
  title: 'Every EC2 instance runs the newest Systems Manager agent',
  severity: 'low',
  why: 'The agent runs as root and opens sessions; an old one has known holes and lacks what Patch Manager has learnt since.',
  fix: 'Run sudo yum update amazon-ssm-agent on the instance, or AWS-UpdateSSMAgent; better, keep an association that does it.',
  docs: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-automatic-updates.html',
  catalogueIds: ['UPD-08'],
  controls: [],
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

function judge({ ref }: Instance, managed: ManagedInstance | undefined): Verdict {
  if (managed === undefined) {
    return warn(ref, 'runs an agent nobody knows: Systems Manager does not know the instance');
  }
  if (managed.agentCurrent === null) {
    return unsure(
      ref,
      missing('failed', 'Systems Manager does not say whether its agent is the newest'),
    );
  }
  return managed.agentCurrent
    ? pass(ref, 'runs the newest agent')
    : warn(ref, 'runs an agent that is not the newest');
}
