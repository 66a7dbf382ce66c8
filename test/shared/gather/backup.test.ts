import { describe, expect, it } from 'vitest';
import { gatherFrom, isWholeOrMissing, json, read, readWhole } from '../../support/raw-aws.ts';

const arn = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:volume/${id}`;

// The answer of https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListProtectedResources.html
function listed(ids: readonly string[], NextToken?: string) {
  const Results = ids.map((id) => ({
    LastBackupTime: 1763870712.018,
    LastBackupVaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:secret',
    LastRecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-secret',
    ResourceArn: arn(id),
    ResourceName: 'secret',
    ResourceType: 'EBS',
  }));
  return json({ NextToken, Results });
}

describe('backup.protected-resources', () => {
  it('are read as AWS documents them, a thousand at a time', async () => {
    const { requests } = await gatherFrom({ 'GET /resources': listed(['vol-1']) }, [
      'backup.protected-resources',
    ]);
    expect(requests.map(({ input }) => input)).toMatchObject([{ maxResults: '1000' }]);
    const answer = await read('backup.protected-resources', {
      'GET /resources': listed(['vol-1']),
    });
    expect(readWhole(answer)).toEqual([
      { arn: arn('vol-1'), lastBackupAt: '2025-11-23T04:05:12.018Z' },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('need say nothing of their last backup', async () => {
    const Results = [{ ResourceArn: arn('vol-1'), ResourceType: 'EBS' }];
    const answer = await read('backup.protected-resources', {
      'GET /resources': json({ Results }),
    });
    expect(readWhole(answer)).toEqual([{ arn: arn('vol-1'), lastBackupAt: null }]);
  });

  it('may be none', async () => {
    const answer = await read('backup.protected-resources', { 'GET /resources': listed([]) });
    expect(readWhole(answer)).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'backup.protected-resources',
    action: 'backup:ListProtectedResources',
    operation: 'GET /resources',
    token: 'nextToken',
    page: (number, next) => listed([`vol-${number}`], next),
    rows: 3,
  });
});
