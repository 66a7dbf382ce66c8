/** Where services run on container instances, ECS may give an instance more network interfaces than EC2 does. */
import { serviceOnInstances } from '../derive/launch-types.ts';
import { defineCheck, fail, notApplicable, pass, unsure } from '../model/check.ts';

export default defineCheck({
  id: 'ecs-account-trunking-enabled',
  practice: 'high-availability',
  title: 'Network interface trunking is enabled for container instances',
  severity: 'medium',
  why: 'Every task has a network interface of its own; without trunking an instance has only a few, and tasks that are moved to it find no place.',
  fix: 'Enable awsvpcTrunking for the account in this region, then replace the container instances: only new ones get it. Their type must support it; t3 does not.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html',
  catalogueIds: ['HA-06'],
  controls: [],
  needs: ['ecs.services', 'ecs.account-settings'],
  run: (facts) => {
    const subject = { type: 'ecs-account-setting', name: 'awsvpcTrunking' };
    const service = serviceOnInstances(facts['ecs.services']);
    if (!service.known) return [unsure(subject, service)];
    if (service.value === undefined) {
      return [notApplicable(subject, 'is not needed: no service runs on container instances')];
    }
    const setting = facts['ecs.account-settings'].find(({ name }) => name === subject.name);
    if (setting?.value === 'enabled') return [pass(subject, 'is enabled')];
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html: off until somebody turns it on.
    const state =
      setting === undefined ? 'was never set, so it is disabled' : `is ${setting.value}`;
    return [fail(subject, `${state}; ${service.value.name} runs on container instances`)];
  },
});
