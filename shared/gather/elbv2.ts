/** Load balancers, their listeners, and the target groups they forward to. */
import {
  type Listener as AwsListener,
  type LoadBalancer as AwsLoadBalancer,
  type TargetGroup as AwsTargetGroup,
  DescribeLoadBalancerAttributesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
  type Tag,
  TargetGroupNotFoundException,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer, RegisteredTarget, TargetGroup } from '../model/elbv2.ts';
import { type Fact, known } from '../model/fact.ts';
import {
  attempt,
  chunks,
  collect,
  type Gatherer,
  keepTags,
  type ReadAction,
  type ReadContext,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/**
 * The most a list returns at once; the SDK's paginators of this service do not set it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
 */
const PageSize = 400;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const resourcesPerCall = 20;

const listActions = [
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeTags',
] as const;

/** A load balancer as far as the lists tell. */
type ListedLoadBalancer = Omit<LoadBalancer, 'attributes'>;

const gatherer: Gatherer<'elbv2'> = {
  'elbv2.load-balancers': {
    actions: [...listActions, 'elasticloadbalancing:DescribeLoadBalancerAttributes'],
    read: async (context) => {
      const client = context.connection.client(ElasticLoadBalancingV2Client);
      const loadBalancers = await ourLoadBalancers(context);
      const rows = loadBalancers.map(async (loadBalancer) => {
        const attributes = await attemptUnlessGone(
          'elasticloadbalancing:DescribeLoadBalancerAttributes',
          () => attributesOf(client, loadBalancer.arn),
        );
        return attributes && { ...loadBalancer, attributes };
      });
      return present(rows);
    },
  },
  'elbv2.listeners': {
    actions: ['elasticloadbalancing:DescribeListeners', ...listActions],
    read: async (context) => {
      const client = context.connection.client(ElasticLoadBalancingV2Client);
      const loadBalancers = await ourLoadBalancers(context);
      const rows = loadBalancers.map(async (loadBalancer) => {
        const listeners = await attemptUnlessGone('elasticloadbalancing:DescribeListeners', () =>
          listenersOf(client, loadBalancer),
        );
        return listeners && { loadBalancer: loadBalancer.ref, listeners };
      });
      return present(rows);
    },
  },
  'elbv2.target-groups': {
    actions: [
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      ...listActions,
    ],
    read: async (context) => {
      const client = context.connection.client(ElasticLoadBalancingV2Client);
      const pages = paginateDescribeTargetGroups({ client }, { PageSize });
      const [targetGroups, loadBalancers] = await Promise.all([
        collect(pages, (page) => page.TargetGroups),
        ourLoadBalancers(context),
      ]);
      // What no load balancer uses serves nobody: whose it is does not matter.
      const ours = new Set(loadBalancers.map(({ arn }) => arn));
      const used = targetGroups
        .map(toTargetGroup)
        .filter(({ loadBalancerArns }) => loadBalancerArns.some((arn) => ours.has(arn)));
      const rows = used.map(async (targetGroup) => {
        const targets = await attemptUnlessGone('elasticloadbalancing:DescribeTargetHealth', () =>
          targetsOf(client, targetGroup.arn),
        );
        return targets && { ...targetGroup, targets };
      });
      return present(rows);
    },
  },
};
export default gatherer;

const listedFor = new WeakMap<ReadContext, Promise<readonly ListedLoadBalancer[]>>();

// Listed once for all facts of a run, which need not wait for the attributes of `elbv2.load-balancers`.
function ourLoadBalancers(context: ReadContext): Promise<readonly ListedLoadBalancer[]> {
  const listed = listedFor.get(context) ?? listOurLoadBalancers(context);
  listedFor.set(context, listed);
  return listed;
}

async function listOurLoadBalancers(context: ReadContext): Promise<readonly ListedLoadBalancer[]> {
  const client = context.connection.client(ElasticLoadBalancingV2Client);
  const all = await collect(
    paginateDescribeLoadBalancers({ client }, { PageSize }),
    (page) => page.LoadBalancers,
  );
  const tagged = await Promise.all(
    chunks(all, resourcesPerCall).map((some) => withTags(client, some)),
  );
  return mayBelong(context, tagged.flat());
}

/** Asks for the tags of up to 20 load balancers; those deleted since they were listed are left out. */
async function withTags(
  client: ElasticLoadBalancingV2Client,
  loadBalancers: readonly AwsLoadBalancer[],
): Promise<ListedLoadBalancer[]> {
  const ResourceArns = loadBalancers.map(({ LoadBalancerArn }) =>
    required(LoadBalancerArn, 'LoadBalancerArn'),
  );
  try {
    const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns }));
    const tags = new Map(TagDescriptions.map(({ ResourceArn, Tags }) => [ResourceArn, Tags]));
    return loadBalancers.map((each) =>
      toLoadBalancer(each, required(tags.get(each.LoadBalancerArn), 'Tags')),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
    if (loadBalancers.length === 1) return [];
    // One that is gone refuses the call for all of them.
    return (await Promise.all(loadBalancers.map((each) => withTags(client, [each])))).flat();
  }
}

async function attributesOf(client: ElasticLoadBalancingV2Client, LoadBalancerArn: string) {
  const answer = await client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  const values = new Map(
    required(answer.Attributes, 'Attributes').map(({ Key, Value }) => [Key, Value]),
  );
  return {
    deletionProtection: flag(values.get('deletion_protection.enabled')),
    crossZone: flag(values.get('load_balancing.cross_zone.enabled')),
  };
}

function flag(value: string | undefined): boolean | null {
  if (value === 'true') return true;
  return value === 'false' ? false : null;
}

async function listenersOf(
  client: ElasticLoadBalancingV2Client,
  { arn, name }: ListedLoadBalancer,
): Promise<Listener[]> {
  const pages = paginateDescribeListeners({ client }, { LoadBalancerArn: arn, PageSize });
  const listeners = await collect(pages, (page) => page.Listeners);
  // That of a gateway has no port and takes everything:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/gateway-listeners.html
  return listeners
    .filter(({ Port }) => Port !== undefined)
    .map((listener) => toListener(listener, name));
}

async function targetsOf(
  client: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
): Promise<RegisteredTarget[]> {
  const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return required(answer.TargetHealthDescriptions, 'TargetHealthDescriptions').map(toTarget);
}

/** Reads a part; undefined when what it belongs to was deleted since it was listed. */
async function attemptUnlessGone<T extends object>(
  action: ReadAction,
  read: () => Promise<T>,
): Promise<Fact<T> | undefined> {
  const answer = await attempt(action, async () => {
    try {
      return await read();
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  });
  if (!answer.known) return answer;
  return answer.value && known(answer.value);
}

function isGone(error: unknown): boolean {
  return (
    error instanceof LoadBalancerNotFoundException || error instanceof TargetGroupNotFoundException
  );
}

async function present<R>(rows: readonly Promise<R | undefined>[]): Promise<R[]> {
  return (await Promise.all(rows)).filter((row) => row !== undefined);
}

function toLoadBalancer(loadBalancer: AwsLoadBalancer, tags: readonly Tag[]): ListedLoadBalancer {
  const arn = required(loadBalancer.LoadBalancerArn, 'LoadBalancerArn');
  const name = required(loadBalancer.LoadBalancerName, 'LoadBalancerName');
  return {
    ref: { type: 'elbv2-load-balancer', name, arn },
    arn,
    name,
    type: required(loadBalancer.Type, 'Type'),
    state: required(loadBalancer.State?.Code, 'State'),
    vpcId: loadBalancer.VpcId ?? null,
    availabilityZones: (loadBalancer.AvailabilityZones ?? []).flatMap(
      ({ ZoneName }) => ZoneName ?? [],
    ),
    tags: keepTags(tags),
  };
}

function toListener(listener: AwsListener, loadBalancerName: string): Listener {
  const arn = required(listener.ListenerArn, 'ListenerArn');
  const port = required(listener.Port, 'Port');
  return {
    ref: { type: 'elbv2-listener', name: `${loadBalancerName}:${port}`, arn },
    arn,
    port,
    protocol: required(listener.Protocol, 'Protocol'),
    sslPolicy: listener.SslPolicy ?? null,
    certificateArn: listener.Certificates?.[0]?.CertificateArn ?? null,
    targetGroupArns: targetGroupsOf(listener),
  };
}

/** A single target group is named twice: by itself and as a list of one. */
function targetGroupsOf({ DefaultActions = [] }: AwsListener): string[] {
  const arns = DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    TargetGroupArn,
    ...(ForwardConfig?.TargetGroups ?? []).map((each) => each.TargetGroupArn),
  ]);
  return [...new Set(arns)].filter((arn) => arn !== undefined);
}

function toTargetGroup(targetGroup: AwsTargetGroup): Omit<TargetGroup, 'targets'> {
  const arn = required(targetGroup.TargetGroupArn, 'TargetGroupArn');
  const name = required(targetGroup.TargetGroupName, 'TargetGroupName');
  return {
    ref: { type: 'elbv2-target-group', name, arn },
    arn,
    name,
    port: targetGroup.Port ?? null,
    protocol: targetGroup.Protocol ?? null,
    targetType: targetGroup.TargetType ?? null,
    // DescribeTargetGroupAttributes takes one group per call: as many calls again as for their health.
    crossZone: null,
    vpcId: targetGroup.VpcId ?? null,
    loadBalancerArns: targetGroup.LoadBalancerArns ?? [],
  };
}

function toTarget({ Target, TargetHealth }: TargetHealthDescription): RegisteredTarget {
  return {
    id: required(Target?.Id, 'Target'),
    port: Target?.Port ?? null,
    availabilityZone: Target?.AvailabilityZone ?? null,
    health: required(TargetHealth?.State, 'TargetHealth'),
  };
}
