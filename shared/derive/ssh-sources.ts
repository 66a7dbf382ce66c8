/** Who may reach SSH through a security group, and verdicts on the groups that machines of a deployment use. */
import { type Topology, unsure, type Verdict } from '../model/check.ts';
import type { IngressRule, Instance, SecurityGroup } from '../model/ec2.ts';
import type { ClusterServices } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { Deployment } from '../model/target.ts';
import { judgeRunning } from './instances.ts';

const sshPort = 22;
const lastPort = 65_535;

/** Each source once. */
export interface SshSources {
  /** In CIDR notation. */
  readonly ranges: readonly string[];
  readonly groupIds: readonly string[];
  readonly prefixListIds: readonly string[];
}

export function sshSourcesOf({ ingress }: SecurityGroup): SshSources {
  const rules = ingress.filter(opensSsh);
  return {
    ranges: [...new Set(rules.flatMap(({ ranges }) => ranges))],
    groupIds: [...new Set(rules.flatMap(({ groupIds }) => groupIds))],
    prefixListIds: [...new Set(rules.flatMap(({ prefixListIds }) => prefixListIds))],
  };
}

/** "10.0.0.0/8, sg-1": every source by its name; undefined when there is none. */
export function nameSources({ ranges, groupIds, prefixListIds }: SshSources): string | undefined {
  const names = [...ranges, ...groupIds, ...prefixListIds];
  return names.length === 0 ? undefined : names.join(', ');
}

/**
 * One verdict per security group that a running instance uses; one `unknown` for a group that is not in the list. With no
 * instance running: what that means.
 */
export function judgeUsedGroups(
  instances: readonly Instance[],
  groups: readonly SecurityGroup[],
  services: Fact<readonly ClusterServices[]>,
  context: { readonly deployment: Deployment; readonly expected: Topology },
  judge: (group: SecurityGroup) => Verdict,
): readonly Verdict[] {
  const running = instances.filter(({ state }) => state === 'running');
  const used = [...new Set(running.flatMap(({ securityGroupIds }) => securityGroupIds))];
  if (used.length === 0) {
    return judgeRunning(instances, services, context, ({ ref }) =>
      unsure(ref, missing('failed', 'EC2 names no security group it uses')),
    );
  }
  return used.map((usedId) => {
    const group = groups.find(({ id }) => id === usedId);
    return group === undefined
      ? unsure(
          { type: 'security-group', name: usedId },
          missing('failed', 'is used by an instance, and EC2 does not list it'),
        )
      : judge(group);
  });
}

function opensSsh({ protocol, fromPort, toPort }: IngressRule): boolean {
  if (protocol === '-1') return true;
  if (protocol !== 'tcp' && protocol !== '6') return false;
  return (fromPort ?? 0) <= sshPort && sshPort <= (toPort ?? lastPort);
}
