/** A back-up that was never restored is a hope: every Redis group that holds sessions was restored and verified lately. */
import { judgeDrills } from '../derive/drills.ts';
import { orAbsent } from '../derive/presence.ts';
import { purposeOf, unlessExcused } from '../derive/redis.ts';
import { defineCheck, notApplicable } from '../model/check.ts';

export default defineCheck({
  id: 'elasticache-group-restore-drilled',
  practice: 'back-ups',
  title: 'A back-up of every Redis group with sessions was restored and verified lately',
  severity: 'critical',
  why: 'Redis holds the session of every device, and AWS Backup cannot test its restore. The vendor asks to check restores periodically.',
  fix: 'Run a restore drill of this replication group, and keep it scheduled.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#back-ups',
  catalogueIds: ['BKP-RED-04'],
  controls: [
    { source: 'iso-27001-2022', id: 'A.8.13' },
    { source: 'nist-800-53-r5', id: 'CP-9(1)' },
    { source: 'aws-well-architected', id: 'REL09-BP04' },
    { source: 'soc-2', id: 'A1.3' },
  ],
  settings: {
    maximumAgeDays: {
      default: 30,
      minimum: 1,
      unit: 'days',
      about: 'age of the last drill that verified the data',
    },
  },
  needs: ['elasticache.groups', 'drills.reports'],
  wants: ['cloudformation.stack-resources'],
  run: (facts, context) => {
    const { now, settings } = context;
    const resources = facts['cloudformation.stack-resources'];
    const verdicts = facts['elasticache.groups'].map((group) => {
      const purpose = purposeOf(group, resources);
      if (purpose !== 'general') {
        return notApplicable(
          group.ref,
          `is for ${purpose}: it holds nothing that cannot be rebuilt`,
        );
      }
      const verdict = judgeDrills(group.ref, group.id, facts['drills.reports'], {
        now,
        maximumAgeDays: settings.maximumAgeDays,
      });
      return unlessExcused(verdict, resources);
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});
