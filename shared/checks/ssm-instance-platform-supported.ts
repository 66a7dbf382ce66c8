/**
 * The operating system still gets security updates. On one that gets none a patch scan finds nothing missing, and says
 * nothing. The vendor's templates still offer Amazon Linux 2: hence a warning for a year, and a failure after it.
 */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeRunning } from '../derive/instances.ts';
import { platformOf } from '../derive/platforms.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';
import type { ManagedInstance } from '../model/ssm.ts';

export default defineCheck({
  id: 'ssm-instance-platform-supported',
  practice: 'software-updates',
  title: 'Every EC2 instance runs an operating system that gets security updates',
  severity: 'high',
  why: 'After its end of support a system gets no fixes: its patch scans are green because there is nothing left to find.',
  fix: 'Replace the instance with one on Amazon Linux 2023, by the newest version of its template; until that offers it, record the risk.',
  docs: 'https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html',
  catalogueIds: ['UPD-06'],
  controls: [],
  settings: {
    graceDays: {
      default: 365,
      minimum: 0,
      unit: 'days',
      about: 'how long after the end of support an instance is warned of before it fails',
    },
  },
  needs: ['ec2.instances', 'ssm.instances'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) =>
      judge(
        instance,
        facts['ssm.instances'].find(({ instanceId }) => instanceId === instance.id),
        context.now,
        context.settings.graceDays,
      ),
    ),
});

function judge(
  { ref }: Instance,
  managed: ManagedInstance | undefined,
  now: Date,
  graceDays: number,
): Verdict {
  if (managed === undefined) {
    return warn(ref, 'runs a platform nobody knows: Systems Manager does not know the instance');
  }
  const platform = platformOf(managed);
  if (platform === undefined) {
    const { platformName, platformVersion } = managed;
    const name = [platformName, platformVersion].filter((each) => each !== null).join(' ');
    return name === ''
      ? unsure(ref, missing('failed', 'its agent does not name the platform it runs'))
      : warn(ref, `runs ${name}, of which the end of support is not known here`);
  }
  const { name, supportedUntil } = platform;
  // The last day is still supported.
  const past = daysSince(supportedUntil, now) - 1;
  if (past < 0) return pass(ref, `runs ${name}, supported until ${supportedUntil}`);
  const reason = `runs ${name}, without security updates since ${supportedUntil}`;
  return past > graceDays ? fail(ref, `${reason}, ${inWords(past * 24)} ago`) : warn(ref, reason);
}
