import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditTarget } from '../../functions/audit-target.ts';
import { stoppedClock } from '../../sandbox/clock.ts';
import { services } from '../../sandbox/operations/index.ts';
import { requestHandler } from '../../sandbox/request-handler.ts';
import { createWire } from '../../sandbox/wire.ts';
import { createWorld } from '../../sandbox/worlds/index.ts';
import { connect } from '../../shared/aws/connection.ts';
import { type EmbeddedStore, openEmbedded } from '../../shared/store/embedded.ts';
import { openFindings } from '../../shared/store/findings.ts';
import { openTable } from '../../shared/store/table.ts';

const clock = stoppedClock(new Date('2026-11-23T06:00:00Z'));
const event = { runId: 'run-1', startedAt: '2026-11-23T06:00:00.000Z' };

describe('audit-target', () => {
  let folder: string;
  let store: EmbeddedStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stack-auditor-'));
    store = await openEmbedded(folder);
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  function ports() {
    const world = createWorld('drifted', clock);
    return {
      connection: connect({
        region: world.region,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        requestHandler: requestHandler(createWire(services, world)),
      }),
      table: openTable(store.client, store.tableName),
      now: clock.now,
    };
  }

  it('writes the findings of every deployment and gives back counts', async () => {
    const counts = await auditTarget(event, ports());
    expect(counts.map(({ deployment }) => deployment)).toEqual([
      'acme-prod-ap1',
      'acme-prod-eu1',
      'acme-staging-eu1',
    ]);
    const critical = await openFindings(ports().table, 'critical');
    expect(critical.length).toBeGreaterThan(0);
    expect(critical.every(({ state }) => state === 'fail')).toBe(true);
  });

  it('says nothing new when it is run again', async () => {
    await auditTarget(event, ports());
    const again = await auditTarget({ ...event, startedAt: '2026-11-23T07:00:00.000Z' }, ports());
    expect(again.map(({ changes }) => changes)).toEqual([0, 0, 0]);
  });

  it('refuses an event that is none', async () => {
    await expect(auditTarget({ runId: 'x', when: 'now' }, ports())).rejects.toThrow(/startedAt/);
  });
});
