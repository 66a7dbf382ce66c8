/** Stacks that hold what cannot be built again refuse to be deleted. A replica can be; so can a queue. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';
import { isTtsStack, parseStackName, type TemplateName } from '../model/tts.ts';

/** Databases, buckets and secrets. */
const stateful = new Set<TemplateName | undefined>([
  '2-1-db-aurora-master',
  '2-3-db-redis',
  '2-4a-is-s3',
  '2-4b-routing-s3',
  '2-4c-mtls-s3',
  '2-5-db-timescale-master',
  '4-1-secrets',
]);

export default defineCheck({
  id: 'cloudformation-stack-protected',
  practice: 'back-ups',
  title: 'Stacks that hold data have termination protection',
  severity: 'medium',
  why: 'Deleting such a stack deletes what it made: databases, buckets, and the secrets without which data is of no use.',
  fix: 'Turn on termination protection of the stack; it changes none of its resources.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html',
  catalogueIds: ['BKP-GEN-01'],
  controls: [
    { source: 'prowler', id: 'cloudformation_stacks_termination_protection_enabled' },
    { source: 'aws-config', id: 'CLOUDFORMATION_TERMINATION_PROTECTION_CHECK' },
    { source: 'cloudsploit', id: 'stackTerminationProtection' },
    { source: 'steampipe', id: 'cloudformation_stack_termination_protection_enabled' },
  ],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) => {
    const holding = stacks.filter(
      (stack) => isTtsStack(stack) && stateful.has(parseStackName(stack.name)?.template),
    );
    return orAbsent(holding.map(judge), 'a stack that holds data', '4-1-secrets', context);
  },
});

function judge({ ref, terminationProtection }: Stack): Verdict {
  if (terminationProtection === null) {
    return unsure(ref, missing('failed', 'CloudFormation does not say whether it is protected'));
  }
  return terminationProtection
    ? pass(ref, 'has termination protection')
    : fail(ref, 'can be deleted by a single call, with the data it holds');
}
