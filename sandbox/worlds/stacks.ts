/** CloudFormation stacks, and the tags CloudFormation puts on what they create. */
import type { Output, Parameter, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Account } from '../account.ts';
import { canaries, canaryTagKey } from './canaries.ts';
import { arn, physicalId, stackArn } from './identifiers.ts';
import { ago } from './times.ts';

/** What the vendor's templates are told over and over. */
export interface SharedParameters {
  readonly networkName: string;
  readonly environment: 'prod' | 'staging';
  readonly cluster: string;
}

export interface StackDescription {
  readonly name: string;
  readonly description: string;
  /** How long ago it was created and last updated, in milliseconds. */
  readonly age: number;
  readonly updated: number;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Puts a stack into the account; what it owns is added by `own`. */
export function addStack(account: Account, stack: StackDescription): void {
  account.cloudformation.stacks.push({
    StackId: stackArn(account, stack.name),
    StackName: stack.name,
    Description: stack.description,
    Parameters: Object.entries(stack.parameters ?? {}).map(toParameter),
    CreationTime: ago(account, stack.age),
    LastUpdatedTime: ago(account, stack.updated),
    RollbackConfiguration: {},
    StackStatus: 'UPDATE_COMPLETE',
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_IAM'],
    Outputs: Object.entries(stack.outputs ?? {}).map(toOutput),
    Tags: [{ Key: canaryTagKey, Value: canaries.tagValue }],
    EnableTerminationProtection: true,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  });
  account.cloudformation.resources.set(stack.name, []);
}

/** Records that a stack owns a resource; returns the resource's physical id. */
export function own(
  account: Account,
  stackName: string,
  resource: { type: string; logicalId: string; physicalId?: string },
): string {
  const id = resource.physicalId ?? physicalId(stackName, resource.logicalId);
  resourcesOf(account, stackName).push({
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: id,
    ResourceType: resource.type,
    LastUpdatedTimestamp: stackNamed(account, stackName).LastUpdatedTime,
    ResourceStatus: 'UPDATE_COMPLETE',
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  });
  return id;
}

/** Leaves the trace of a resource that is no more: CloudFormation lists it without a physical id. */
export function ownNoLonger(
  account: Account,
  stackName: string,
  resource: { type: string; logicalId: string },
): void {
  resourcesOf(account, stackName).push({
    LogicalResourceId: resource.logicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: stackNamed(account, stackName).LastUpdatedTime,
    ResourceStatus: 'DELETE_COMPLETE',
  });
}

function resourcesOf({ cloudformation }: Account, stackName: string): StackResourceSummary[] {
  const resources = cloudformation.resources.get(stackName);
  if (resources === undefined) throw new Error(`no stack ${stackName} in this world`);
  return resources;
}

/** A stack that must be there: a world that names one that is not is wrong. */
export function stackNamed({ cloudformation }: Account, stackName: string) {
  const stack = cloudformation.stacks.find(({ StackName }) => StackName === stackName);
  if (stack === undefined) throw new Error(`no stack ${stackName} in this world`);
  return stack;
}

/** Gives a stack another value of a parameter, or a parameter it was not given. */
export function setStackParameter(
  account: Account,
  stackName: string,
  key: string,
  value: string,
): void {
  const stack = stackNamed(account, stackName);
  const others = (stack.Parameters ?? []).filter(({ ParameterKey }) => ParameterKey !== key);
  stack.Parameters = [...others, toParameter([key, value])];
}

/** As if a stack were of another version of its template. */
export function setStackVersion(account: Account, stackName: string, version: string): void {
  const outputs = stackNamed(account, stackName).Outputs ?? [];
  for (const output of outputs) {
    if (output.OutputKey === 'VersionTag') output.OutputValue = version;
  }
}

/** Its last update began so many milliseconds ago. */
export function updateStack(account: Account, stackName: string, updated: number): void {
  stackNamed(account, stackName).LastUpdatedTime = ago(account, updated);
}

/** Takes a stack away, as if it had never been deployed. What it created stays. */
export function removeStack({ cloudformation }: Account, stackName: string): void {
  const at = cloudformation.stacks.findIndex(({ StackName }) => StackName === stackName);
  if (at < 0) throw new Error(`no stack ${stackName} in this world`);
  cloudformation.stacks.splice(at, 1);
  cloudformation.resources.delete(stackName);
}

export interface Tag {
  Key: string;
  Value: string;
}

/** The tags a resource carries that a stack created, and one that is nobody's business. */
export function stackTags(account: Account, stackName: string, logicalId: string): Tag[] {
  return [
    { Key: 'aws:cloudformation:stack-name', Value: stackName },
    { Key: 'aws:cloudformation:stack-id', Value: stackArn(account, stackName) },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
    { Key: canaryTagKey, Value: canaries.tagValue },
  ];
}

/** ECS spells them in lower case. */
export function ecsTags(account: Account, stackName: string, logicalId: string) {
  return stackTags(account, stackName, logicalId).map(({ Key, Value }) => ({
    key: Key,
    value: Value,
  }));
}

export function secretArn(account: Account, name: string, suffix: string): string {
  return arn(account, 'secretsmanager', `secret:${name}-${suffix}`);
}

function toParameter([ParameterKey, ParameterValue]: [string, string]): Parameter {
  return { ParameterKey, ParameterValue };
}

function toOutput([OutputKey, OutputValue]: [string, string]): Output {
  return { OutputKey, OutputValue };
}
