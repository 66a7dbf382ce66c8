/** Listeners refuse TLS 1.0 and 1.1. Old devices may know nothing newer: hence a warning, and no more. */
import { endsTls, readListeners } from '../derive/listeners.ts';
import { orAbsent } from '../derive/presence.ts';
import { refusesOldTls } from '../derive/tls-policies.ts';
import { defineCheck, notApplicable, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Listener } from '../model/elbv2.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'elbv2-listener-tls-current',
  practice: 'certificates',
  title: 'Listeners refuse TLS 1.0 and 1.1',
  severity: 'medium',
  why: 'Both versions were withdrawn for known weaknesses; a client that may use them can be made to.',
  fix: 'Set SSLPolicy of 3-2-load-balancer-rules to a policy from TLS 1.2 on, once the access logs show that no gateway needs an older one.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html',
  catalogueIds: ['CRT-08'],
  controls: [
    { source: 'security-hub', id: 'ELB.17' },
    { source: 'prowler', id: 'elbv2_insecure_ssl_ciphers' },
  ],
  needs: ['elbv2.listeners'],
  run: (facts, context) => {
    const { listeners, unread } = readListeners(facts['elbv2.listeners']);
    const verdicts = [...unread, ...listeners.filter(endsTls).map(judge)];
    if (verdicts.length > 0) return verdicts;
    return facts['elbv2.listeners'].length > 0
      ? [notApplicable(deploymentRef(context.deployment), 'has no listener with TLS')]
      : orAbsent([], 'listeners with TLS', '3-2-load-balancer-rules', context);
  },
});

function judge({ ref, sslPolicy }: Listener): Verdict {
  if (sslPolicy === null) {
    return unsure(ref, missing('failed', 'AWS does not say which security policy it has'));
  }
  const refuses = refusesOldTls(sslPolicy);
  if (refuses === undefined) {
    return warn(ref, `has ${sslPolicy}, of which it is not known here what it accepts`);
  }
  return refuses
    ? pass(ref, `has ${sslPolicy}, from TLS 1.2 on`)
    : warn(ref, `has ${sslPolicy}, which accepts TLS 1.0 or 1.1`);
}
