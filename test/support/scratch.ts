/** What a running restore drill has put into an account. */
import type { Account } from '../../sandbox/account.ts';
import { acmeProduction } from '../../sandbox/worlds/acme.ts';
import { addAurora } from '../../sandbox/worlds/aurora.ts';
import { addRedis } from '../../sandbox/worlds/redis.ts';
import { type DrillReport, drillTag } from '../../shared/model/drill.ts';

export interface ScratchOptions {
  /** Without the prefix of a drill, for one. */
  readonly id?: string;
  readonly tagged?: boolean;
  /** What differs from a drill that runs now; `none`: there is no record of it. */
  readonly report?: Partial<DrillReport> | 'none';
}

const drillIds = { aurora: 'd0a1b2c3d4e5', redis: 'f6a7b8c9d0e1' } as const;
const scratchIds = {
  aurora: `sa-drill-pg-${drillIds.aurora}`,
  redis: `sa-drill-redis-${drillIds.redis}`,
};

/**
 * A restored cluster with one writer, or a restored group with one node, in the network of production, claimed by no
 * stack: were it judged, it would fail. Gives its id.
 */
export function addScratch(
  account: Account,
  store: 'aurora' | 'redis',
  { id = scratchIds[store], tagged = true, report = {} }: ScratchOptions = {},
): string {
  const drillId = drillIds[store];
  const tags = tagged ? [{ Key: drillTag, Value: drillId }] : [];
  const { network } = acmeProduction;
  const [zone] = network.zones;
  const common = { network, age: 3_600_000, retentionDays: 0, tags };
  if (store === 'aurora') {
    addAurora(account, {
      ...common,
      clusterId: id,
      engineVersion: acmeProduction.auroraVersion,
      instanceClass: acmeProduction.databaseClass,
      instances: [{ id: `${id}-0`, zone, tags }],
    });
  } else {
    addRedis(account, {
      ...common,
      groupId: id,
      description: 'Restore drill',
      subnetGroupName: 'scratch',
      nodeType: acmeProduction.cacheNodeType,
      zones: [zone],
    });
  }
  if (report !== 'none') addRecord(account, store, { scratchId: id, ...report });
  return id;
}

function addRecord(account: Account, store: 'aurora' | 'redis', over: Partial<DrillReport>): void {
  const now = account.clock.now().getTime();
  const report: DrillReport = {
    id: drillIds[store],
    deployment: acmeProduction.prefix,
    store,
    sourceId: 'whatever-was-restored',
    scratchId: scratchIds[store],
    outcome: 'running',
    reached: 'L1',
    reason: 'is waiting for what it restored',
    startedAt: new Date(now - 3_600_000).toISOString(),
    endedAt: null,
    deadline: new Date(now + 7_200_000).toISOString(),
    ...over,
  };
  const row = { pk: `D#${report.deployment}`, sk: `${store}#${report.startedAt}`, ...report };
  [...account.dynamodb.tables.values()][0]?.push(row);
}
