/** Who ends TLS, the load balancer or the proxy, is told alike to all stacks that must know. */
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { judgeAgreement } from '../derive/switches.ts';
import { defineCheck } from '../model/check.ts';

export default defineCheck({
  id: 'cloudformation-proxy-tls-consistent',
  practice: 'configuration',
  title: 'All stacks agree whether the proxy ends TLS',
  severity: 'critical',
  why: 'Where one side encrypts and the other does not expect it, nothing on that port gets through.',
  fix: 'Set SupportProxyTLS, and LBSCUPSmTLSEnabled, to the same value in every template that has it: 3-1, 3-2, 4-1, 4-2a, 5-4, 5-7 and 5-8a.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/mutual-tls/',
  catalogueIds: ['MTL-01'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) =>
    orNoStacks(
      byDeployment(stacks, context.deployment).flatMap((group) =>
        judgeAgreement(group, [['SupportProxyTLS'], ['LBSCUPSmTLSEnabled']]),
      ),
      context,
      'stacks that are told who ends TLS',
    ),
});
