/** What Systems Manager knows of the EC2 instances: is each one managed, and is it patched. */
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  type InstanceInformation,
  type InstancePatchState,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { ManagedInstance, PatchState } from '../model/ssm.ts';
import {
  chunks,
  type Gatherer,
  isoDate,
  need,
  type ReadContext,
  refuseSecondPage,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/**
 * One call answers for 50 instances, in one page; asked by id, the calls need not wait for each other.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html
 */
const instancesPerCall = 50;

const gatherer: Gatherer<'ssm'> = {
  'ssm.instances': {
    actions: ['ssm:DescribeInstanceInformation'],
    read: async (context) => {
      const client = context.connection.client(SSMClient);
      const answers = await Promise.all(
        chunks(await instanceIds(context), instancesPerCall).map((Values) =>
          client.send(
            new DescribeInstanceInformationCommand({
              Filters: [{ Key: 'InstanceIds', Values }],
              MaxResults: instancesPerCall,
            }),
          ),
        ),
      );
      for (const { NextToken } of answers) refuseSecondPage(NextToken);
      return answers.flatMap(({ InstanceInformationList = [] }) =>
        InstanceInformationList.map(toManagedInstance),
      );
    },
  },
  'ssm.patch-states': {
    actions: ['ssm:DescribeInstancePatchStates'],
    read: async (context) => {
      const client = context.connection.client(SSMClient);
      const answers = await Promise.all(
        chunks(await instanceIds(context), instancesPerCall).map((InstanceIds) =>
          client.send(
            new DescribeInstancePatchStatesCommand({ InstanceIds, MaxResults: instancesPerCall }),
          ),
        ),
      );
      for (const { NextToken } of answers) refuseSecondPage(NextToken);
      return answers.flatMap(({ InstancePatchStates = [] }) =>
        InstancePatchStates.map(toPatchState),
      );
    },
  },
};
export default gatherer;

async function instanceIds(context: ReadContext): Promise<string[]> {
  const instances = await mayBelong(context, await need(context, 'ec2.instances'));
  return instances.filter(({ state }) => state === 'running').map(({ id }) => id);
}

function toManagedInstance(instance: InstanceInformation): ManagedInstance {
  return {
    instanceId: required(instance.InstanceId, 'InstanceId'),
    pingStatus: required(instance.PingStatus, 'PingStatus'),
    lastPingAt: isoDate(instance.LastPingDateTime),
  };
}

function toPatchState(state: InstancePatchState): PatchState {
  return {
    instanceId: required(state.InstanceId, 'InstanceId'),
    operation: required(state.Operation, 'Operation'),
    operationEndedAt: required(isoDate(state.OperationEndTime), 'OperationEndTime'),
    missing: state.MissingCount ?? 0,
    failed: state.FailedCount ?? 0,
    criticalNonCompliant: state.CriticalNonCompliantCount ?? 0,
    securityNonCompliant: state.SecurityNonCompliantCount ?? 0,
  };
}
