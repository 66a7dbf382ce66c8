/** Somebody decided whether the deployment will have tenants, and thought about it again within a year. */
import { daysSince, inWords } from '../derive/age.ts';
import { orNoStacks } from '../derive/stacks.ts';
import { defineCheck, pass, warn } from '../model/check.ts';
import { deploymentRef } from '../model/target.ts';
import { isTtsStack } from '../model/tts.ts';

const intents = {
  single: 'to have no tenants',
  multi: 'to have tenants',
  planned: 'to have tenants later',
} as const;

export default defineCheck({
  id: 'cloudformation-tenancy-declared',
  practice: 'multi-tenancy',
  title: 'It is written down whether the deployment will have tenants',
  severity: 'low',
  why: 'Whoever adds tenants later must migrate the database first; that is cheap to decide early, and dear to find out late.',
  fix: 'Write the decision and its date under `tenancy` in auditor.yaml, and look at it again every year.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#multi-tenancy',
  catalogueIds: ['TEN-01'],
  controls: [],
  settings: {
    maximumDays: {
      default: 365,
      minimum: 1,
      unit: 'days',
      about: 'how long ago somebody may last have thought about it',
    },
  },
  needs: ['cloudformation.stacks'],
  run: (facts, context) => {
    const subject = deploymentRef(context.deployment);
    const { tenancy } = context.declared;
    if (tenancy === null) {
      const undeclared = warn(subject, 'has no `tenancy` declared: nobody wrote down the decision');
      return orNoStacks(
        facts['cloudformation.stacks'].some(isTtsStack) ? [undeclared] : [],
        context,
      );
    }
    const { intent, reviewed } = tenancy;
    const days = daysSince(reviewed, context.now);
    const decided = `is declared ${intents[intent]}`;
    return [
      days > context.settings.maximumDays
        ? warn(subject, `${decided}, which was last thought about ${inWords(days * 24)} ago`)
        : pass(subject, `${decided}, as reviewed on ${reviewed}`),
    ];
  },
});
