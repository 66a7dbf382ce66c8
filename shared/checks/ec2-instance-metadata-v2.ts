/** The metadata service, which hands out the instance role's credentials, answers nobody without a session token. */
import { judgeRunning } from '../derive/instances.ts';
import { defineCheck, pass, warn } from '../model/check.ts';

export default defineCheck({
  id: 'ec2-instance-metadata-v2',
  practice: 'ssh-access',
  title: 'Every EC2 instance requires tokens for its metadata (IMDSv2)',
  severity: 'medium',
  why: 'Without tokens, whoever can make a process on the machine fetch a URL gets the credentials of its role.',
  fix: 'Set HttpTokens to required: aws ec2 modify-instance-metadata-options, then in the launch template of the instance.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  catalogueIds: ['SSH-07'],
  controls: [
    { source: 'security-hub', id: 'EC2.8' },
    { source: 'prowler', id: 'ec2_instance_imdsv2_enabled' },
    { source: 'aws-config', id: 'EC2_IMDSV2_CHECK' },
    { source: 'steampipe', id: 'ec2_instance_uses_imdsv2' },
  ],
  needs: ['ec2.instances'],
  wants: ['ecs.services'],
  run: (facts, context) =>
    judgeRunning(
      facts['ec2.instances'],
      facts['ecs.services'],
      context,
      ({ ref, metadataWithoutToken }) => {
        if (metadataWithoutToken === null) {
          return warn(ref, 'does not say whether its metadata service requires tokens');
        }
        return metadataWithoutToken
          ? warn(ref, 'answers metadata requests without a token (IMDSv1)')
          : pass(ref, 'answers no metadata request without a token');
      },
    ),
});
