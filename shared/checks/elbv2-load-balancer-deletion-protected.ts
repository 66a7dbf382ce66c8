/** No load balancer can be deleted by one wrong click: its addresses, which gateways and DNS know, would be lost. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { LoadBalancer } from '../model/elbv2.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'elbv2-load-balancer-deletion-protected',
  practice: 'high-availability',
  title: 'Load balancers are protected from deletion',
  severity: 'medium',
  why: 'All gateways, devices and users come in through it; a new one has another name, and every record that points to the old one has to change.',
  fix: 'Turn on deletion protection in the attributes of the load balancer.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html',
  catalogueIds: ['HA-11'],
  controls: [{ source: 'prowler', id: 'elbv2_deletion_protection' }],
  needs: ['elbv2.load-balancers'],
  run: (facts, context) =>
    orAbsent(facts['elbv2.load-balancers'].map(judge), 'a load balancer', '1-1-vpc', context),
});

function judge({ ref, attributes }: LoadBalancer): Verdict {
  if (!attributes.known) return unsure(ref, attributes);
  const { deletionProtection } = attributes.value;
  if (deletionProtection === null) {
    return unsure(ref, missing('failed', 'AWS does not say whether it is protected from deletion'));
  }
  return deletionProtection
    ? pass(ref, 'is protected from deletion')
    : fail(ref, 'is not protected from deletion');
}
