import check from '../../../shared/checks/ecs-account-trunking-enabled.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const services = (launchType: string | null) => ({
  'ecs.services': [aClusterServices({ services: known([anEcsService({ launchType })]) })],
});
const set = (value: string) => ({
  'ecs.account-settings': [
    { name: 'containerInsights', value: 'enhanced' },
    { name: 'awsvpcTrunking', value },
  ],
});

testCheck(check, {
  pass: [{ name: 'enabled', facts: { ...services('EC2'), ...set('enabled') } }],
  fail: [
    {
      name: 'disabled',
      facts: { ...services('EC2'), ...set('disabled') },
      subject: 'awsvpcTrunking',
      severity: 'medium',
      reason: 'is disabled; gs runs on container instances',
    },
    {
      name: 'not in the list: nobody ever set it',
      facts: {
        ...services('EC2'),
        'ecs.account-settings': [{ name: 'containerInsights', value: 'enabled' }],
      },
      reason: 'was never set, so it is disabled; gs runs on container instances',
    },
  ],
  unknown: [
    {
      name: 'the settings may not be listed',
      facts: { ...services('EC2'), 'ecs.account-settings': denied('ecs:ListAccountSettings') },
    },
    {
      name: 'the services of a cluster could not be read',
      facts: {
        'ecs.services': [aClusterServices({ services: denied('ecs:ListServices') })],
        ...set('enabled'),
      },
      subject: 'awsvpcTrunking',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'AWS does not say where a service runs',
      facts: { ...services(null), ...set('disabled') },
      reason: 'does not say whether gs runs on container instances',
    },
  ],
  notApplicable: [
    {
      name: 'all services run on Fargate',
      facts: { ...services('FARGATE'), ...set('disabled') },
      subject: 'awsvpcTrunking',
      reason: 'no service runs on container instances',
    },
    { name: 'no services', facts: { 'ecs.services': [], ...set('disabled') } },
  ],
});
