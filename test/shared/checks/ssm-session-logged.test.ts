import check from '../../../shared/checks/ssm-session-logged.ts';
import { anInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const logged = (logGroup: string, bucket: string) => ({
  'ec2.instances': [anInstance()],
  'ssm.session-preferences': [{ logGroup, bucket }],
});

testCheck(check, {
  pass: [
    {
      name: 'to a log group',
      facts: logged('/acme/sessions', ''),
      subject: 'SSM-SessionManagerRunShell',
      reason: 'sends session logs to log group /acme/sessions',
    },
    {
      name: 'to a bucket',
      facts: logged('', 'acme-sessions'),
      reason: 'sends session logs to bucket acme-sessions',
    },
    {
      name: 'to both',
      facts: logged('/acme/sessions', 'acme-sessions'),
      reason: 'to log group /acme/sessions and bucket acme-sessions',
    },
  ],
  fail: [
    {
      name: 'to neither',
      facts: logged('', ''),
      subject: 'SSM-SessionManagerRunShell',
      reason: 'names neither a log group nor a bucket',
      severity: 'medium',
    },
    {
      name: 'nobody ever set the preferences',
      facts: { 'ec2.instances': [anInstance()], 'ssm.session-preferences': [] },
      subject: 'SSM-SessionManagerRunShell',
      reason: 'does not exist: sessions are not logged',
    },
  ],
  unknown: [
    {
      name: 'the preferences may not be read',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.session-preferences': denied('ssm:GetDocument'),
      },
      reason: 'ssm:GetDocument was refused',
    },
  ],
  notApplicable: [
    {
      name: 'no instance',
      facts: { 'ec2.instances': [], 'ssm.session-preferences': [] },
      subject: 'acme',
      reason: 'runs no EC2 instances',
    },
    {
      name: 'the only instance is stopped',
      facts: { ...logged('', ''), 'ec2.instances': [anInstance({ state: 'stopped' })] },
    },
  ],
});
