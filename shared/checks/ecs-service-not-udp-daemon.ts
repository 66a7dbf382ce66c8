/**
 * Since 3.26 the load balancer reaches the Gateway Server's tasks by address, also over UDP; the daemon that served UDP
 * on every container instance is a leftover.
 */
import { componentOf, type Definition, judgeDefinitions } from '../derive/components.ts';
import { compareVersions, stackImages } from '../derive/images.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { EcsService } from '../model/ecs.ts';

const withoutDaemon = '3.26.0';

export default defineCheck({
  id: 'ecs-service-not-udp-daemon',
  practice: 'high-availability',
  title: 'No UDP Gateway Server is left over as a daemon',
  severity: 'medium',
  why: 'Nobody updates or watches the leftover, gateways may still be sent to it, and it dies with its machine.',
  fix: 'Set EnableUDPGSRateLimiting and IncludeUDPGatewayServer to false in 5-4 and update that stack before the others.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/changelog/',
  catalogueIds: ['HA-15'],
  controls: [],
  needs: ['ecs.services', 'ecs.task-definitions'],
  run: (facts, context) =>
    judgeDefinitions(facts['ecs.services'], facts['ecs.task-definitions'], context, judge),
});

function judge({ ref, daemon }: EcsService, definition: Definition): Verdict {
  if (!daemon) return pass(ref, 'is no daemon');
  const component = componentOf(definition);
  const images = stackImages(definition);
  if (component === undefined && images.length === 0) {
    return pass(ref, 'is a daemon, but not of The Things Stack');
  }
  if (component !== undefined && component !== 'gs') {
    return pass(ref, `is a daemon that runs ${component}, not the Gateway Server`);
  }
  const version = images.find((each) => each.version !== undefined)?.version;
  if (version !== undefined && compareVersions(version, withoutDaemon) < 0) {
    return pass(ref, `is a daemon, as the Gateway Server for UDP was before ${withoutDaemon}`);
  }
  if (component === undefined) {
    return warn(ref, 'is a daemon that names no component: it may be the Gateway Server for UDP');
  }
  return version === undefined
    ? warn(ref, 'runs the Gateway Server as a daemon, of a version its image does not name')
    : fail(ref, `runs the Gateway Server as a daemon, at ${version}`);
}
