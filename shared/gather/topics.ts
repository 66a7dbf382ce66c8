/** Which SNS topics the deployments of a target raise their alarms on. */
import { isOwnStack, isTtsStack, parseStackName } from '../model/tts.ts';
import { need, type ReadContext } from './gatherer.ts';

export interface AlertTopic {
  readonly arn: string;
  /** The stack that names it in an output or owns it; null for one that only the configuration declares. */
  readonly stackName: string | null;
}

/**
 * Each topic once, told by the outputs of stacks, by what stacks own, or by the configuration. Only a stack of
 * `1-3-opsgenie`, or one whose name says nothing, can tell; stacks are opened only when such a stack has no output that
 * does. Throws when the stacks, or what such a stack owns, could not be read.
 */
export async function alertTopics(context: ReadContext): Promise<readonly AlertTopic[]> {
  const stacks = (await need(context, 'cloudformation.stacks'))
    .filter((stack) => context.wholeRegion || isTtsStack(stack))
    .filter(({ name }) => mayTellTopic(name))
    // A topic that several stacks name is the one of the template that makes it.
    .sort((a, b) => rank(a.name) - rank(b.name));
  const told = stacks.flatMap(({ name, topicArns }) =>
    topicArns.map((arn) => ({ arn, stackName: name })),
  );
  const silent = stacks.filter((stack) => stack.topicArns.length === 0 && isTtsStack(stack));
  const owned = silent.length === 0 ? [] : await ownedTopics(context, silent);
  const declared = context.declared.topics.map((arn) => ({ arn, stackName: null }));
  const topics = [...told, ...owned, ...declared];
  return topics.filter(({ arn }, at) => topics.findIndex((topic) => topic.arn === arn) === at);
}

/** Of `arn:aws:sns:eu-west-1:111122223333:alarms`: where it is, whose, and what it is called. */
export function placeOf(arn: string) {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  return { region, account, name };
}

async function ownedTopics(
  context: ReadContext,
  stacks: readonly { readonly name: string }[],
): Promise<readonly AlertTopic[]> {
  const names = new Set(stacks.map(({ name }) => name));
  const resources = await need(context, 'cloudformation.stack-resources');
  return resources
    .filter(({ type, stackName }) => type === 'AWS::SNS::Topic' && names.has(stackName))
    .map(({ physicalId, stackName }) => ({ arn: physicalId, stackName }));
}

function mayTellTopic(stackName: string): boolean {
  if (isOwnStack(stackName)) return false;
  const template = parseStackName(stackName)?.template;
  return template === undefined || template === '1-3-opsgenie';
}

function rank(stackName: string): number {
  return parseStackName(stackName) === undefined ? 1 : 0;
}
