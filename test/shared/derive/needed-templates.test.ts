import { expect, it } from 'vitest';
import { judgeNeeded } from '../../../shared/derive/needed-templates.ts';
import { aStack } from '../../support/builders.ts';

const asking = (name: string) => aStack({ name, parameters: { LBSCUPSmTLSEnabled: 'true' } });
const need = {
  template: '2-4c-mtls-s3' as const,
  switchesOn: ({ parameters }: ReturnType<typeof aStack>) =>
    parameters.LBSCUPSmTLSEnabled === 'true',
  what: 'mutual TLS',
};
const bucket = (prefix = 'acme') => aStack({ name: `${prefix}-2-4c-mtls-s3` });
const subject = { type: 'template', name: '2-4c-mtls-s3' };
const missingIn = (name: string) => ({
  subject,
  status: 'fail',
  reason: `is not deployed, and ${name} switches mutual TLS on`,
});

it('says nothing of a template nobody needs', () => {
  expect(judgeNeeded([[aStack()], [bucket()]], need)).toEqual([]);
});

it('finds the template that is needed', () => {
  expect(judgeNeeded([[asking('acme-5-7-ecs-proxy'), bucket()]], need)).toEqual([
    { subject, status: 'pass', reason: 'is deployed, as mutual TLS needs it' },
  ]);
});

it('misses it, and names the first stack that needs it', () => {
  const stacks = [aStack(), asking('acme-3-2-load-balancer-rules'), asking('acme-5-7-ecs-proxy')];
  expect(judgeNeeded([stacks], need)).toEqual([missingIn('acme-3-2-load-balancer-rules')]);
});

it('takes that of another deployment for none', () => {
  const other = [asking('billing-5-7-ecs-proxy')];
  expect(judgeNeeded([[asking('acme-5-7-ecs-proxy'), bucket()], other, [aStack()]], need)).toEqual([
    missingIn('billing-5-7-ecs-proxy'),
  ]);
});
