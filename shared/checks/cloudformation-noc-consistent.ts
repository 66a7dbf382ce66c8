/** The Network Operations Center is included by all stacks or by none, and has its database where it is. */
import { judgeNeeded } from '../derive/needed-templates.ts';
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { isOn, judgeAgreement } from '../derive/switches.ts';
import { defineCheck } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';

const database = '2-5-db-timescale-master';

export default defineCheck({
  id: 'cloudformation-noc-consistent',
  practice: 'configuration',
  title: 'All stacks agree whether there is a Network Operations Center, and it has its database',
  severity: 'medium',
  why: 'A service without its secrets, its route or its database does not start, and the update that brought it is rolled back.',
  fix: `Set IncludeNOC of 4-1 and IncludeNetworkOperationsCenter of 4-2a, 5-2, 5-4, 5-6 and 5-7 to the same value; to include it, deploy ${database} first.`,
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['NOC-01'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) => {
    const groups = byDeployment(stacks, context.deployment);
    return orNoStacks(
      [
        ...groups.flatMap((group) =>
          judgeAgreement(group, [['IncludeNOC', 'IncludeNetworkOperationsCenter']]),
        ),
        ...judgeNeeded(groups, {
          template: database,
          switchesOn: includesNoc,
          what: 'the Network Operations Center',
        }),
      ],
      context,
      'stacks that are told whether there is a Network Operations Center',
    );
  },
});

function includesNoc({ parameters }: Stack): boolean {
  const { IncludeNOC, IncludeNetworkOperationsCenter } = parameters;
  return isOn(IncludeNOC) === true || isOn(IncludeNetworkOperationsCenter) === true;
}
