/**
 * Every machine was scanned for patches lately, and the scan found nothing bad. Never scanned and scanned long ago are
 * failures of their own: neither says anything of today.
 */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import { missing } from '../model/fact.ts';
import type { PatchState } from '../model/ssm.ts';

export default defineCheck({
  id: 'ssm-instance-patched',
  practice: 'software-updates',
  title: 'Every EC2 instance is patched, as a recent scan shows',
  severity: 'high',
  why: 'The vendor updates The Things Stack, not the machines under it; nobody sees what is missing there unless it is scanned for.',
  fix: 'Run sudo yum update, or AWS-RunPatchBaseline with Install, on the instance; keep a daily patch scan scheduled.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#updating-software',
  catalogueIds: ['UPD-01', 'UPD-02'],
  controls: [
    { source: 'security-hub', id: 'SSM.2' },
    { source: 'prowler', id: 'ssm_managed_compliant_patching' },
    { source: 'aws-config', id: 'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK' },
    { source: 'steampipe', id: 'ssm_managed_instance_compliance_patch_compliant' },
  ],
  settings: {
    maximumScanAgeDays: {
      default: 30,
      minimum: 1,
      unit: 'days',
      about: 'age of the last patch scan',
    },
    graceDays: {
      default: 2,
      minimum: 0,
      unit: 'days',
      about: 'how long a new instance may wait for its first scan',
    },
  },
  needs: ['ec2.instances', 'ssm.patch-states'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(facts['ec2.instances'], facts['ecs.services'], context, (instance) => {
      const state = facts['ssm.patch-states'].find(({ instanceId }) => instanceId === instance.id);
      return state === undefined
        ? judgeUnscanned(instance, context.now, context.settings.graceDays)
        : judgeScan(instance, state, context.now, context.settings.maximumScanAgeDays);
    }),
});

function judgeUnscanned({ ref, launchedAt }: Instance, now: Date, graceDays: number): Verdict {
  const age = launchedAt === null ? Number.POSITIVE_INFINITY : daysSince(launchedAt, now);
  return age <= graceDays
    ? warn(ref, `started ${inWords(age * 24)} ago and was not scanned for patches yet`)
    : fail(ref, 'was never scanned for patches');
}

function judgeScan(
  { ref }: Instance,
  state: PatchState,
  now: Date,
  maximumAgeDays: number,
): Verdict {
  const age = daysSince(state.operationEndedAt, now);
  const scanned = `last scanned ${inWords(age * 24)} ago`;
  if (age > maximumAgeDays)
    return fail(ref, `was ${scanned}, over the ${maximumAgeDays} days allowed`);
  const { criticalNonCompliant: critical, securityNonCompliant: security, failed } = state;
  const problems = [
    count(critical, 'critical patch', 'critical patches'),
    count(security, 'security patch', 'security patches'),
  ].filter((each) => each !== undefined);
  if (problems.length > 0) return fail(ref, `lacks ${problems.join(' and ')}, ${scanned}`);
  const broken = count(failed, 'patch', 'patches');
  if (broken !== undefined) return fail(ref, `failed to install ${broken}, ${scanned}`);
  if (critical !== null && security !== null && failed !== null) {
    return pass(ref, `lacks no security patch, ${scanned}`);
  }
  return unsure(
    ref,
    missing('failed', `the scan does not say how many patches it lacks, ${scanned}`),
  );
}

function count(number: number | null, one: string, many: string): string | undefined {
  return number === null || number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
}
