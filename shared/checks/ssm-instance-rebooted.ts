/**
 * Patches that wait for a reboot protect nothing. The wait is counted from the last installation that did not reboot:
 * scans go on every day, and say nothing of how long the patches have waited.
 */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';
import type { PatchState } from '../model/ssm.ts';

export default defineCheck({
  id: 'ssm-instance-rebooted',
  practice: 'software-updates',
  title: 'No EC2 instance has waited long for the reboot its patches need',
  severity: 'medium',
  why: 'Until the reboot the old kernel and libraries go on running, with the holes the patches were to close.',
  fix: 'Drain the container instance in ECS, reboot it, and set it active again; reboot one machine at a time.',
  docs: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html',
  catalogueIds: ['UPD-03'],
  controls: [],
  settings: {
    graceDays: {
      default: 7,
      minimum: 0,
      unit: 'days',
      about: 'how long an installed patch may wait for the reboot',
    },
  },
  needs: ['ec2.instances', 'ssm.patch-states'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) =>
      judge(
        instance,
        facts['ssm.patch-states'].find(({ instanceId }) => instanceId === instance.id),
        context.now,
        context.settings.graceDays,
      ),
    ),
});

function judge(
  { ref }: Instance,
  state: PatchState | undefined,
  now: Date,
  graceDays: number,
): Verdict {
  if (state === undefined) {
    return warn(ref, 'was never scanned for patches, so nobody knows whether it needs a reboot');
  }
  const { pendingReboot, installedWithoutRebootAt, operationEndedAt } = state;
  if (pendingReboot === null) {
    return unsure(
      ref,
      missing('failed', 'the scan does not say whether a patch waits for a reboot'),
    );
  }
  if (pendingReboot === 0) return pass(ref, 'has no patch that waits for a reboot');
  const age = daysSince(installedWithoutRebootAt ?? operationEndedAt, now);
  const patches = pendingReboot === 1 ? '1 patch waits' : `${pendingReboot} patches wait`;
  const reason = `is to be rebooted: ${patches} for it, installed ${inWords(age * 24)} ago`;
  return age > graceDays ? fail(ref, reason) : pass(ref, reason);
}
