/** What AWS Backup keeps copies of. */
import {
  type ProtectedResource as AwsProtectedResource,
  BackupClient,
  paginateListProtectedResources,
} from '@aws-sdk/client-backup';
import type { ProtectedResource } from '../model/backup.ts';
import { collect, type Gatherer, isoDate, required } from './gatherer.ts';

/** The most AWS Backup returns at once: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListProtectedResources.html */
const pageSize = 1000;

const gatherer: Gatherer<'backup'> = {
  'backup.protected-resources': {
    actions: ['backup:ListProtectedResources'],
    read: async ({ connection }) => {
      const client = connection.client(BackupClient);
      const pages = paginateListProtectedResources({ client, pageSize }, {});
      return (await collect(pages, (page) => page.Results)).map(toProtectedResource);
    },
  },
};
export default gatherer;

function toProtectedResource(resource: AwsProtectedResource): ProtectedResource {
  return {
    arn: required(resource.ResourceArn, 'ResourceArn'),
    lastBackupAt: isoDate(resource.LastBackupTime),
  };
}
