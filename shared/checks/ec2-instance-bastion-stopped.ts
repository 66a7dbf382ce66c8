/** A bastion runs only while it is needed: Session Manager reaches the machines without one. */
import { daysSince, inWords } from '../derive/age.ts';
import { isBastion } from '../derive/instances.ts';
import { defineCheck, notApplicable, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';
import type { ManagedInstance } from '../model/ssm.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'ec2-instance-bastion-stopped',
  practice: 'ssh-access',
  title: 'The bastion is stopped where Session Manager reaches every other instance',
  severity: 'low',
  why: 'A bastion is a machine in a public subnet with a way into all others; one that nobody needs is only there to be attacked.',
  fix: 'Stop the instance of 1-2-bastion, or delete the stack; start it again when you need it.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-08'],
  controls: [],
  settings: {
    maximumDays: {
      default: 30,
      minimum: 0,
      unit: 'days',
      about: 'how long a bastion may run that is not needed',
    },
  },
  needs: ['ec2.instances', 'ssm.instances'],
  run: (facts, { now, settings, deployment }) => {
    const bastions = facts['ec2.instances'].filter(isBastion);
    if (bastions.length === 0) {
      return [notApplicable(deploymentRef(deployment), 'has no bastion')];
    }
    const unreached = facts['ec2.instances']
      .filter((instance) => instance.state === 'running' && !isBastion(instance))
      .map(({ id }) => id)
      .filter((id) => !isOnline(id, facts['ssm.instances']));
    return bastions.map((bastion) => judge(bastion, unreached, now, settings.maximumDays));
  },
});

function judge(
  { ref, state, launchedAt }: Instance,
  unreached: readonly string[],
  now: Date,
  maximumDays: number,
): Verdict {
  if (state === 'stopped' || state === 'stopping') return pass(ref, `is ${state}`);
  if (unreached.length > 0) {
    return pass(ref, `is needed while Systems Manager does not reach ${unreached.join(', ')}`);
  }
  if (launchedAt === null) {
    return unsure(ref, missing('failed', 'EC2 does not say since when it runs'));
  }
  const age = daysSince(launchedAt, now);
  const reason = `has run for ${inWords(age * 24)}`;
  return age > maximumDays
    ? warn(ref, `${reason}, while Session Manager reaches every other instance`)
    : pass(ref, reason);
}

function isOnline(id: string, managed: readonly ManagedInstance[]): boolean {
  return managed.some(({ instanceId, pingStatus }) => instanceId === id && pingStatus === 'Online');
}
