/**
 * The stacks are told the certificate that listeners show: certbot renews the one 5-8a was told of, and an update of 3-2
 * puts back the one that was told there.
 */
import { endsTls, readListeners } from '../derive/listeners.ts';
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { Listener } from '../model/elbv2.ts';
import { type Missing, missing } from '../model/fact.ts';

export default defineCheck({
  id: 'cloudformation-certificate-aligned',
  practice: 'certificates',
  title: 'Stacks and listeners name the same certificate',
  severity: 'medium',
  why: 'Certbot renews a certificate nobody is shown while the one in use expires, or the next update of a stack brings an old one back.',
  fix: 'Set TLSCertificateARN of 3-2-load-balancer-rules and ExistingCertARN of 5-8a-certs-le to the ARN of the certificate in use.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['CRT-05'],
  controls: [],
  needs: ['cloudformation.stacks', 'elbv2.listeners'],
  run: (facts, context) => {
    const deployments = byDeployment(facts['cloudformation.stacks'], context.deployment);
    const groups = deployments.map((stacks) => stacks.filter((stack) => toldBy(stack) !== ''));
    const { listeners, unread } = readListeners(facts['elbv2.listeners']);
    const seen = {
      listeners: listeners.filter(endsTls),
      hidden:
        deployments.length > 1
          ? missing(
              'unsupported',
              'which listeners of the region are of its deployment is not told',
            )
          : unread[0]?.missing,
    };
    const verdicts = groups.flatMap((stacks) => stacks.map((stack) => judge(stack, stacks, seen)));
    return orNoStacks(verdicts, context, 'stacks that are told of a certificate');
  },
});

interface Seen {
  /** Those that end TLS. */
  readonly listeners: readonly Listener[];
  /** Why there may be others, or these be of somebody else. */
  readonly hidden: Missing | undefined;
}

/** '' when it is told of none. */
function toldBy({ parameters }: Stack): string {
  return parameters.TLSCertificateARN || parameters.ExistingCertARN || '';
}

function judge(stack: Stack, stacks: readonly Stack[], { listeners, hidden }: Seen): Verdict {
  const { ref, parameters } = stack;
  if (hidden !== undefined) return unsure(ref, hidden);
  const told = toldBy(stack);
  if (!parameters.TLSCertificateARN) return judgeCertbot(stack, stacks, listeners);
  const unsaid = listeners.find(({ certificateArn }) => certificateArn === null);
  if (unsaid !== undefined) {
    const detail = `AWS does not say which certificate ${unsaid.ref.name} shows`;
    return unsure(ref, missing('failed', detail));
  }
  const odd = listeners.find(({ certificateArn }) => certificateArn !== told);
  if (odd !== undefined) {
    return fail(
      ref,
      `is told of ${shortName(told)}; ${odd.ref.name} shows ${shortName(odd.certificateArn)}`,
    );
  }
  return listeners.length > 0
    ? pass(ref, 'is told of the certificate that listeners show')
    : notApplicable(ref, 'is told of a certificate, and no listener ends TLS');
}

function judgeCertbot(
  stack: Stack,
  stacks: readonly Stack[],
  listeners: readonly Listener[],
): Verdict {
  const { ref } = stack;
  const told = toldBy(stack);
  const inUse = [
    ...listeners.map(({ certificateArn }) => certificateArn),
    ...stacks.map(({ parameters }) => parameters.TLSCertificateARN),
  ].filter((each) => each !== undefined && each !== '');
  if (inUse.length === 0) return notApplicable(ref, 'is told of a certificate, and none is in use');
  if (inUse.includes(told)) return pass(ref, 'renews the certificate in use');
  if (inUse.includes(null)) {
    return unsure(
      ref,
      missing('failed', 'AWS does not say which certificate every listener shows'),
    );
  }
  const others = stacks.some((each) => each !== stack && each.parameters.ExistingCertARN);
  return others
    ? unsure(
        ref,
        missing('unsupported', 'may renew the certificate for further names, which is not listed'),
      )
    : fail(ref, `renews ${shortName(told)}; in use is ${shortName(inUse[0])}`);
}

/** `certificate/1a2b` of its ARN. */
function shortName(arn: string | null | undefined): string | undefined {
  return arn?.split(':').at(-1);
}
