import { expect, it } from 'vitest';
import { findingId } from '../../../shared/audit/identity.ts';
import { aTarget } from '../../support/builders.ts';

const orders = { type: 'rds-cluster', name: 'orders' };
const id = findingId('rds-cluster-restorable-to-now', aTarget(), 'acme', orders);

it('is 20 hex digits, the beginning of a SHA-256 over its parts, line by line', () => {
  expect(id).toBe('48b75729a3096fd5a7c1');
});

it('does not move with what is no part of a subject’s identity', () => {
  const flagged = { ...orders, arn: 'arn:aws:rds:…:orders', unattributed: true as const };
  expect(findingId('rds-cluster-restorable-to-now', aTarget(), 'acme', flagged)).toBe(id);
});

it('is another for another check, account, region, deployment, subject type or subject', () => {
  const others = [
    findingId('rds-cluster-snapshot-recent', aTarget(), 'acme', orders),
    findingId(
      'rds-cluster-restorable-to-now',
      aTarget({ accountId: '444455556666' }),
      'acme',
      orders,
    ),
    findingId('rds-cluster-restorable-to-now', aTarget({ region: 'eu-west-2' }), 'acme', orders),
    findingId('rds-cluster-restorable-to-now', aTarget(), 'acme-staging', orders),
    findingId('rds-cluster-restorable-to-now', aTarget(), 'acme', {
      ...orders,
      type: 'rds-instance',
    }),
    findingId('rds-cluster-restorable-to-now', aTarget(), 'acme', { ...orders, name: 'users' }),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});
