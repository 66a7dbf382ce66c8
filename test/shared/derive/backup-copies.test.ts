import { describe, expect, it } from 'vitest';
import { lastCopyOf } from '../../../shared/derive/backup-copies.ts';
import { daysAgo } from '../../support/builders.ts';

const ref = { type: 'rds-cluster', name: 'orders', arn: 'arn:orders' };
const other = { arn: 'arn:users', lastBackupAt: daysAgo(1) };

describe('the last copy in AWS Backup', () => {
  it('is that of the same ARN', () => {
    const copied = [other, { arn: 'arn:orders', lastBackupAt: daysAgo(2) }];
    expect(lastCopyOf(ref, copied)).toEqual({ known: true, value: daysAgo(2) });
  });

  it('is null when there never was one', () => {
    expect(lastCopyOf(ref, [other])).toEqual({ known: true, value: null });
  });

  it('is unknown when AWS gives no time', () => {
    expect(lastCopyOf(ref, [{ arn: 'arn:orders', lastBackupAt: null }])).toMatchObject({
      known: false,
      detail: 'is known to AWS Backup, which does not say when it last copied it',
    });
  });

  it('is unknown for what has no ARN', () => {
    expect(lastCopyOf({ type: 'rds-cluster', name: 'orders' }, [other])).toMatchObject({
      known: false,
      detail: 'has no ARN, by which AWS Backup would know it',
    });
  });
});
