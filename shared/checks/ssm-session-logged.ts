/** What is done in Session Manager is recorded. One document of the region says where, for all its machines. */
import { defineCheck, fail, notApplicable, pass } from '../model/check.ts';
import { deploymentRef } from '../model/target.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-default-session-document.html */
const preferencesDocument = { type: 'ssm-document', name: 'SSM-SessionManagerRunShell' };

export default defineCheck({
  id: 'ssm-session-logged',
  practice: 'ssh-access',
  title: 'Sessions of Session Manager are logged',
  severity: 'medium',
  why: 'CloudTrail says who opened a session; only its log says what was done in it.',
  fix: 'Turn on CloudWatch or S3 logging in the Session Manager preferences; set `SessionManagerLogGroup` in 1-2-bastion, 2-5-db-timescale-master and 5-1-ecs-cluster.',
  docs: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html',
  catalogueIds: ['SSH-05'],
  controls: [],
  needs: ['ec2.instances', 'ssm.session-preferences'],
  run: (facts, context) => {
    if (!facts['ec2.instances'].some(({ state }) => state === 'running')) {
      return [notApplicable(deploymentRef(context.deployment), 'runs no EC2 instances')];
    }
    const places = facts['ssm.session-preferences'].flatMap(({ logGroup, bucket }) => [
      ...(logGroup === '' ? [] : [`log group ${logGroup}`]),
      ...(bucket === '' ? [] : [`bucket ${bucket}`]),
    ]);
    if (places.length > 0) {
      return [pass(preferencesDocument, `sends session logs to ${places.join(' and ')}`)];
    }
    return facts['ssm.session-preferences'].length === 0
      ? [fail(preferencesDocument, 'does not exist: sessions are not logged')]
      : [fail(preferencesDocument, 'names neither a log group nor a bucket for session logs')];
  },
});
