/** The stacks of the account, and what those own whose resources cannot be told by a tag. */
import {
  type Stack as AwsStack,
  CloudFormationClient,
  type Parameter,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  type KeptParameter,
  keptParameters,
  type Stack,
  type StackResource,
} from '../model/cloudformation.ts';
import type { GatheredFactName } from '../model/inventory.ts';
import type { Tags } from '../model/target.ts';
import { isTtsStack, parseStackName, type TemplateName } from '../model/tts.ts';
import {
  collect,
  type Gatherer,
  isoDate,
  keepTags,
  need,
  type ReadContext,
  required,
} from './gatherer.ts';

/** The vendor's documents do not agree on capitals (`ExistingCertArn`), nor name the key of the Alertmanager URL. */
const spellings = new Map(
  (Object.keys(keptParameters) as KeptParameter[]).map((key) => [key.toLowerCase(), key]),
);

/** Templates that own a resource of a kind, and the fact that lists that kind. */
const owners: readonly { readonly template: TemplateName; readonly fact: ResourceFact }[] = [
  { template: '2-1-db-aurora-master', fact: 'rds.clusters' },
  { template: '2-3-db-redis', fact: 'elasticache.groups' },
  { template: '5-1-ecs-cluster', fact: 'ecs.clusters' },
  { template: '1-2-bastion', fact: 'ec2.instances' },
];
type ResourceFact = Extract<
  GatheredFactName,
  'rds.clusters' | 'elasticache.groups' | 'ecs.clusters' | 'ec2.instances'
>;

/** Templates whose resources are found through their stack alone: their lists name no stack at all. */
const onlyThroughStacks: readonly {
  readonly template: TemplateName;
  readonly fact: GatheredFactName;
}[] = [
  { template: '1-3-opsgenie', fact: 'sns.topics' },
  { template: '1-3-opsgenie', fact: 'cloudwatch.topic-deliveries' },
  { template: '2-4a-is-s3', fact: 's3.buckets' },
  { template: '2-4b-routing-s3', fact: 's3.buckets' },
  { template: '2-4c-mtls-s3', fact: 's3.buckets' },
];

const gatherer: Gatherer<'cloudformation'> = {
  'cloudformation.stacks': {
    actions: ['cloudformation:DescribeStacks'],
    read: async ({ connection }) => {
      const client = connection.client(CloudFormationClient);
      const stacks = await collect(paginateDescribeStacks({ client }, {}), (page) => page.Stacks);
      return stacks.filter(isDeployed).map(toStack);
    },
  },
  'cloudformation.stack-resources': {
    actions: ['cloudformation:ListStackResources'],
    read: async (context) => {
      const client = context.connection.client(CloudFormationClient);
      const stacks = await stacksToOpen(context);
      const lists = await Promise.all(stacks.map((stack) => resourcesOf(client, stack.name)));
      return lists.flat();
    },
  },
};
export default gatherer;

/** One call per stack is dear: only stacks are opened whose resource no list shows with its stack's tag. */
async function stacksToOpen(context: ReadContext): Promise<readonly Stack[]> {
  const stacks = (await need(context, 'cloudformation.stacks')).filter(isTtsStack);
  const listed = owners.filter(({ fact }) => context.wanted.has(fact));
  const unlisted = onlyThroughStacks.filter(({ fact }) => context.wanted.has(fact));
  const tagged = new Set(
    (await Promise.all(listed.map(({ fact }) => stackTags(context, fact)))).flat(),
  );
  if (listed.length + unlisted.length === 0) return [];
  const untagged = stacks.filter(({ name }) => {
    const template = parseStackName(name)?.template;
    if (tagged.has(name)) return false;
    // A stack whose name says nothing may own anything.
    return template === undefined || listed.some((owner) => owner.template === template);
  });
  const others = stacks.filter(({ name, topicArns }) => {
    const template = parseStackName(name)?.template;
    // An alert topic is mostly told in an output.
    if (template === '1-3-opsgenie' && topicArns.length > 0) return false;
    return unlisted.some((owner) => owner.template === template);
  });
  return [...new Set([...untagged, ...networkStacks(stacks, untagged), ...others])];
}

/** Where even a tag is missing that lists do show, the network must tell: the stack that made it names it. */
function networkStacks(stacks: readonly Stack[], open: readonly Stack[]): readonly Stack[] {
  const untagged = open.flatMap(({ name }) => {
    const parsed = parseStackName(name);
    return parsed === undefined || parsed.template === '2-3-db-redis' ? [] : parsed.prefix;
  });
  return stacks.filter(({ name }) => {
    const parsed = parseStackName(name);
    return parsed?.template === '1-1-vpc' && untagged.includes(parsed.prefix);
  });
}

async function stackTags(context: ReadContext, fact: ResourceFact): Promise<string[]> {
  const answer = await context.ask(fact);
  if (!answer.known) return [];
  const resources: readonly { readonly tags: Tags }[] = answer.value;
  return resources.flatMap(({ tags }) => tags['aws:cloudformation:stack-name'] ?? []);
}

async function resourcesOf(
  client: CloudFormationClient,
  stackName: string,
): Promise<StackResource[]> {
  const resources = await collect(
    paginateListStackResources({ client }, { StackName: stackName }),
    (page) => page.StackResourceSummaries,
  );
  // Entries without a type or an id exist while a stack is being created.
  return resources.flatMap(({ LogicalResourceId, ResourceType, PhysicalResourceId }) =>
    LogicalResourceId && ResourceType && PhysicalResourceId
      ? [
          {
            stackName,
            logicalId: LogicalResourceId,
            type: ResourceType,
            physicalId: PhysicalResourceId,
          },
        ]
      : [],
  );
}

// REVIEW_IN_PROGRESS: a change set was made and nothing deployed. Nested stacks are part of their parent.
function isDeployed({ StackStatus, ParentId }: AwsStack): boolean {
  return (
    StackStatus !== 'REVIEW_IN_PROGRESS' &&
    StackStatus !== 'DELETE_COMPLETE' &&
    ParentId === undefined
  );
}

function toStack(stack: AwsStack): Stack {
  const name = required(stack.StackName, 'StackName');
  const outputs = new Map(
    stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const versionTag = outputs.get('VersionTag');
  const drillTable = outputs.get('DrillTableName');
  return {
    ref: {
      type: 'cloudformation-stack',
      name,
      ...(stack.StackId !== undefined && { arn: stack.StackId }),
    },
    name,
    status: required(stack.StackStatus, 'StackStatus'),
    createdAt: required(isoDate(stack.CreationTime), 'CreationTime'),
    updatedAt: isoDate(stack.LastUpdatedTime),
    deletedAt: isoDate(stack.DeletionTime),
    terminationProtection: stack.EnableTerminationProtection ?? null,
    parameters: Object.fromEntries((stack.Parameters ?? []).flatMap(keptParameter)),
    topicArns: [...outputs.values()].filter(isTopic),
    ...(versionTag !== undefined && { versionTag }),
    ...(drillTable !== undefined && { drillTable }),
    tags: keepTags(stack.Tags),
  };
}

function isTopic(value: string | undefined): value is string {
  return /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(value ?? '');
}

function keptParameter({
  ParameterKey = '',
  ParameterValue = '',
}: Parameter): readonly (readonly [KeptParameter, string])[] {
  const lower = ParameterKey.toLowerCase();
  const key = /^alertmanager.*(url|address)/.test(lower) ? 'AlertmanagerURL' : spellings.get(lower);
  if (key === undefined) return [];
  const secret = keptParameters[key] === 'presence' && ParameterValue !== '';
  return [[key, secret ? 'set' : ParameterValue]];
}
