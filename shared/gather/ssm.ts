/** What Systems Manager knows of the EC2 instances: is each one managed and patched, and are sessions on it recorded. */
import {
  GetDocumentCommand,
  type InstanceInformation,
  type InstancePatchState,
  InvalidDocument,
  paginateDescribeInstanceInformation,
  paginateDescribeInstancePatchStates,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { ManagedInstance, PatchState, SessionPreferences } from '../model/ssm.ts';
import {
  chunks,
  collect,
  type Gatherer,
  isoDate,
  need,
  type ReadContext,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/**
 * One call answers for 50 instances; asked by id, the calls need not wait for each other.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html
 */
const instancesPerCall = 50;

/**
 * Where Session Manager keeps its preferences; the document is made when somebody first sets them.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-default-session-document.html
 */
const preferencesDocument = 'SSM-SessionManagerRunShell';

const gatherer: Gatherer<'ssm'> = {
  'ssm.instances': {
    actions: ['ssm:DescribeInstanceInformation'],
    read: async (context) => {
      const client = context.connection.client(SSMClient);
      const parts = await inParts(context, (Values) =>
        collect(
          paginateDescribeInstanceInformation(
            { client, pageSize: instancesPerCall },
            { Filters: [{ Key: 'InstanceIds', Values }] },
          ),
          (page) => page.InstanceInformationList,
        ),
      );
      return parts.map(toManagedInstance);
    },
  },
  'ssm.session-preferences': {
    actions: ['ssm:GetDocument'],
    read: async ({ connection }) => {
      try {
        const document = await connection
          .client(SSMClient)
          .send(new GetDocumentCommand({ Name: preferencesDocument, DocumentFormat: 'JSON' }));
        return [toPreferences(required(document.Content, 'Content'))];
      } catch (error) {
        if (error instanceof InvalidDocument) return [];
        throw error;
      }
    },
  },
  'ssm.patch-states': {
    actions: ['ssm:DescribeInstancePatchStates'],
    read: async (context) => {
      const client = context.connection.client(SSMClient);
      const parts = await inParts(context, (InstanceIds) =>
        collect(
          paginateDescribeInstancePatchStates(
            { client, pageSize: instancesPerCall },
            { InstanceIds },
          ),
          (page) => page.InstancePatchStates,
        ),
      );
      return parts.map(toPatchState);
    },
  },
};
export default gatherer;

/** What `read` says of the running instances that may be ours, asked for as many at a time as one call accepts. */
async function inParts<T>(
  context: ReadContext,
  read: (instanceIds: string[]) => Promise<T[]>,
): Promise<T[]> {
  const parts = chunks(await instanceIds(context), instancesPerCall);
  return (await Promise.all(parts.map(read))).flat();
}

async function instanceIds(context: ReadContext): Promise<string[]> {
  const instances = await mayBelong(context, await need(context, 'ec2.instances'));
  return instances.filter(({ state }) => state === 'running').map(({ id }) => id);
}

function toManagedInstance(instance: InstanceInformation): ManagedInstance {
  return {
    instanceId: required(instance.InstanceId, 'InstanceId'),
    pingStatus: required(instance.PingStatus, 'PingStatus'),
    lastPingAt: isoDate(instance.LastPingDateTime),
    platformName: instance.PlatformName ?? null,
    platformVersion: instance.PlatformVersion ?? null,
    agentCurrent: instance.IsLatestVersion ?? null,
  };
}

function toPatchState(state: InstancePatchState): PatchState {
  return {
    instanceId: required(state.InstanceId, 'InstanceId'),
    operation: required(state.Operation, 'Operation'),
    operationEndedAt: required(isoDate(state.OperationEndTime), 'OperationEndTime'),
    missing: state.MissingCount ?? null,
    failed: state.FailedCount ?? null,
    pendingReboot: state.InstalledPendingRebootCount ?? null,
    installedWithoutRebootAt: isoDate(state.LastNoRebootInstallOperationTime),
    criticalNonCompliant: state.CriticalNonCompliantCount ?? null,
    securityNonCompliant: state.SecurityNonCompliantCount ?? null,
  };
}

/**
 * Two names out of the document; what else is in it is nobody's business. Both are optional.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
function toPreferences(content: string): SessionPreferences {
  const { inputs } = JSON.parse(content) as { readonly inputs?: Readonly<Record<string, unknown>> };
  const { cloudWatchLogGroupName: logGroup = '', s3BucketName: bucket = '' } = required(
    inputs,
    'inputs',
  );
  if (typeof logGroup !== 'string' || typeof bucket !== 'string') {
    throw new Error('the document does not say where sessions are recorded');
  }
  return { logGroup, bucket };
}
