/** Every machine answers to Systems Manager: then nobody needs an SSH key, and patches can be seen. */
import { inWords, minutesSince } from '../derive/age.ts';
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import type { ManagedInstance } from '../model/ssm.ts';

interface Limits {
  readonly now: Date;
  readonly maximumSilenceMinutes: number;
  readonly graceMinutes: number;
}

export default defineCheck({
  id: 'ec2-instance-managed-by-ssm',
  practice: 'ssh-access',
  title: 'Every EC2 instance is online in Systems Manager',
  severity: 'high',
  why: 'Session Manager gives access without SSH keys and under IAM; a machine it cannot reach is reached by other ways, and its patches are not seen.',
  fix: 'Give the instance role AmazonSSMManagedInstanceCore, and check that the SSM agent runs and reaches its endpoints.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#ssh-access',
  catalogueIds: ['SSH-03'],
  controls: [
    { source: 'security-hub', id: 'SSM.1' },
    { source: 'prowler', id: 'ec2_instance_managed_by_ssm' },
    { source: 'aws-config', id: 'EC2_INSTANCE_MANAGED_BY_SSM' },
    { source: 'cloudsploit', id: 'ssmManagedInstances' },
    { source: 'steampipe', id: 'ec2_instance_ssm_managed' },
    { source: 'service-screener', id: 'EC2SSMNotManaged' },
  ],
  settings: {
    maximumSilenceMinutes: {
      default: 60,
      minimum: 10,
      unit: 'minutes',
      about: 'time since the agent last reported',
    },
    graceMinutes: {
      default: 30,
      minimum: 0,
      unit: 'minutes',
      about: 'how long a new instance may take to register',
    },
  },
  needs: ['ec2.instances', 'ssm.instances'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) =>
      judge(
        instance,
        facts['ssm.instances'].find(({ instanceId }) => instanceId === instance.id),
        { now: context.now, ...context.settings },
      ),
    ),
});

function judge(
  { ref, launchedAt }: Instance,
  managed: ManagedInstance | undefined,
  limits: Limits,
): Verdict {
  if (managed === undefined) {
    const age =
      launchedAt === null ? Number.POSITIVE_INFINITY : minutesSince(launchedAt, limits.now);
    return age <= limits.graceMinutes
      ? warn(ref, `started ${inWords(age / 60)} ago and is not known to Systems Manager yet`)
      : fail(ref, 'is not known to Systems Manager');
  }
  if (managed.lastPingAt === null) return fail(ref, 'has never reported to Systems Manager');
  const silence = minutesSince(managed.lastPingAt, limits.now);
  const lastSeen = `last reported ${inWords(silence / 60)} ago`;
  if (managed.pingStatus !== 'Online') return fail(ref, `is ${managed.pingStatus}, ${lastSeen}`);
  return silence > limits.maximumSilenceMinutes
    ? fail(ref, lastSeen)
    : pass(ref, `is online, ${lastSeen}`);
}
