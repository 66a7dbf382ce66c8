import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { changesOf, openFindings, recordRun, standingOf } from '../../../shared/store/findings.ts';
import { allAlerts, openAlerts } from '../../../shared/store/outbox.ts';
import { lastResult } from '../../../shared/store/results.ts';
import { openTable, type Row, StoreError } from '../../../shared/store/table.ts';
import { rememberedIn } from '../../../shared/store/topology.ts';
import {
  alertFor,
  allRows,
  cleanUp,
  deployment,
  idOf,
  monday,
  now,
  openStore,
  resultAt,
  runOf,
  standing,
  type TestStore,
  target,
  tuesday,
} from './support.ts';

afterEach(cleanUp);

const { name } = deployment;

test('a run comes back as it was written', async () => {
  const { table } = await openStore();
  const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster:users';
  const run = runOf([
    standing(),
    standing({ id: idOf(2), state: 'lost', lastAnswer: 'warn', fixedBefore: true }),
    standing({ id: idOf(3), state: 'gone', subject: { type: 'rds-cluster', name: 'users', arn } }),
  ]);

  expect(await recordRun(table, run, now)).toEqual({ superseded: 0 });

  expect(await standingOf(table, target, name)).toEqual(run.standing);
  expect(await changesOf(table, target, name)).toEqual(run.changes);
  expect(await allAlerts(table)).toEqual(run.alerts);
  expect(await lastResult(table, target, name)).toEqual(run.result);
  expect(await rememberedIn(table, target)).toMatchObject(
    [run.topology.deployment].map(() => ({
      templates: run.topology.templates,
      firstSeenAt: monday,
    })),
  );
});

test('deployments with like names in like places keep apart', async () => {
  const { table } = await openStore();
  const elsewhere = { ...target, region: 'eu-west-10' };
  const places = [
    standing({ deployment: 'a' }),
    standing({ deployment: 'a#F' }),
    standing({ deployment: 'a%23F' }),
    standing({ deployment: 'a', target: elsewhere }),
  ];
  await recordRun(table, runOf(places), now);
  for (const place of places) {
    expect(await standingOf(table, place.target, place.deployment)).toEqual([place]);
  }
});

test('writing the same run again changes nothing', async () => {
  const store = await openStore();
  const run = runOf([standing(), standing({ id: idOf(2) })]);
  await recordRun(store.table, run, now);
  const before = await allRows(store);
  expect(await recordRun(store.table, run, now)).toEqual({ superseded: 0 });
  expect(await allRows(store)).toEqual(before);
});

test('an older run never overwrites a newer one, and says how much it left alone', async () => {
  const { table } = await openStore();
  const newer = runOf([standing({ state: 'pass', reason: 'keeps them for 7 days' })], tuesday);
  await recordRun(
    table,
    { ...newer, alerts: [alertFor(standing(), { state: 'closed', version: tuesday })] },
    now,
  );

  const older = runOf([standing(), standing({ id: idOf(2) })], monday);
  expect(await recordRun(table, older, now)).toEqual({ superseded: 2 });

  const [first, second] = await standingOf(table, target, name);
  expect(first).toEqual(newer.standing[0]);
  expect(second).toEqual(older.standing[1]);
  expect(await openAlerts(table)).toEqual([older.alerts[1]]);
  expect(await lastResult(table, target, name)).toEqual(newer.result);
  expect(await changesOf(table, target, name)).toHaveLength(3);
  expect(await changesOf(table, target, name, tuesday)).toEqual(newer.changes);
});

test('moments are compared, not spellings', async () => {
  const { table } = await openStore();
  const odd = (date: string) => date.replace('.000Z', 'Z');
  const run = runOf([standing({ reason: 'newer' })], tuesday);
  await recordRun(table, { ...run, result: resultAt(odd(tuesday)) }, now);
  expect(await recordRun(table, runOf([standing()], '2026-11-24T02:59:59.999Z'), now)).toEqual({
    superseded: 2,
  });
  expect(await standingOf(table, target, name)).toMatchObject([
    { reason: 'newer', lastRunStartedAt: tuesday },
  ]);
  const wrong = { ...run, result: resultAt('yesterday') };
  await expect(recordRun(table, wrong, now)).rejects.toThrow('not a date: yesterday');
});

test('changes and results stay 400 days, findings that are gone 90, the others for ever', async () => {
  const store = await openStore();
  const gone = standing({ id: idOf(2), state: 'gone' });
  await recordRun(store.table, runOf([standing(), gone]), now);
  const days = (row: Row) =>
    row.expiresAt && (Number(row.expiresAt) - now.getTime() / 1000) / 86_400;
  const lives = Object.fromEntries((await allRows(store)).map((row) => [row.sk, days(row)]));
  expect(lives).toEqual({
    [`C#${monday}#${idOf(1)}`]: 400,
    [`C#${monday}#${idOf(2)}`]: 400,
    [`F#${idOf(1)}`]: undefined,
    [`F#${idOf(2)}`]: 90,
    [`R#${monday}`]: 400,
    [`sa/acme/${idOf(1)}`]: undefined,
    [`sa/acme/${idOf(2)}`]: undefined,
    acme: undefined,
  });
  // One that is back is no longer about to leave.
  await recordRun(store.table, runOf([{ ...gone, state: 'pass' }], tuesday), now);
  const back = (await allRows(store)).find(({ sk }) => sk === `F#${idOf(2)}`);
  expect(back).not.toHaveProperty('expiresAt');
});

test('the index holds the open findings of a severity, and only those', async () => {
  const { table } = await openStore();
  const open = Array.from({ length: 20 }, (_, number) => standing({ id: idOf(number * 2 ** 72) }));
  const unseen = standing({ id: 'b'.repeat(20), state: 'lost', lastAnswer: 'fail' });
  const others = [
    standing({ id: 'c'.repeat(20), state: 'warn' }),
    standing({ id: 'd'.repeat(20), state: 'lost', lastAnswer: 'pass' }),
    standing({ id: 'e'.repeat(20), severity: 'low' }),
  ];
  await recordRun(table, runOf([...open, unseen, ...others]), now);
  const found = await openFindings(table, 'high');
  expect(new Set(found)).toEqual(new Set([...open, unseen]));

  await recordRun(table, runOf([{ ...unseen, state: 'pass', lastAnswer: null }], tuesday), now);
  expect(await openFindings(table, 'high')).toHaveLength(open.length);
});

test('more than one page of findings comes back complete', async () => {
  const { table } = await openStore();
  const reason = 'x'.repeat(6_000);
  const many = Array.from({ length: 400 }, (_, number) => standing({ id: idOf(number), reason }));
  await table.putAll(
    many.map((finding) => ({
      ...finding,
      pk: 'D#111122223333#eu-west-1#acme',
      sk: `F#${finding.id}`,
    })),
  );
  expect(await standingOf(table, target, name)).toEqual(many);
});

test('delivery keeps its notes in the row when the desired state changes', async () => {
  const { table } = await openStore();
  const run = runOf([standing()]);
  await recordRun(table, run, now);
  const key = { pk: 'OUTBOX', sk: `sa/acme/${idOf(1)}` };
  await table.update(key, { set: { accepted: { sns: monday } } });
  const closed = alertFor(standing(), { state: 'closed', version: tuesday });
  await recordRun(table, { ...run, alerts: [closed], result: resultAt(tuesday) }, now);
  expect(await table.get(key)).toMatchObject({
    alert: closed,
    version: tuesday,
    accepted: { sns: monday },
  });
  expect(await openAlerts(table)).toEqual([]);
});

test('open alerts can be asked for one deployment', async () => {
  const { table } = await openStore();
  const other = standing({ id: idOf(2), deployment: 'beta' });
  const run = runOf([standing(), other]);
  await recordRun(table, run, now);
  expect(await openAlerts(table, { target, deployment: 'beta' })).toEqual([run.alerts[1]]);
  expect(await openAlerts(table)).toHaveLength(2);
});

test('a table that is not there is named', async () => {
  const { client } = await openStore();
  const reading = standingOf(openTable(client, 'elsewhere'), target, name);
  await expect(reading).rejects.toThrow(StoreError);
  await expect(reading).rejects.toThrow(
    'the store could not read rows in table elsewhere: there is no such table',
  );
});

// Law 5. The client dies at the n-th write and stays dead, for every n there is; the writes that were under way go through.
const toKill = [
  ...Array.from({ length: 26 }, (_, number) => standing({ id: idOf(number) })),
  standing({ id: idOf(90), state: 'pass' }),
];
const killRun = {
  ...runOf(toKill),
  alerts: runOf(toKill).alerts.slice(0, 4),
};
const killPoints = 4 + 2 + toKill.length + 1 + 1;

test('killed between any two writes, a run loses nothing, and is whole when repeated', async () => {
  const whole = await openStore();
  await recordRun(whole.table, killRun, now);
  const expected = await allRows(whole);

  for (let point = 1; point <= killPoints; point++) {
    const store = await openStore();
    const dying = openTable(dyingAt(store.client, point), store.tableName);
    await expect(recordRun(dying, killRun, now), `write ${point}`).rejects.toThrow('killed');
    expectOrdered(await allRows(store), expected.length);
    await recordRun(store.table, killRun, now);
    expect(await allRows(store), `after write ${point}`).toEqual(expected);
    await store.close();
  }

  const survivor = await openStore();
  const unharmed = openTable(dyingAt(survivor.client, killPoints + 1), survivor.tableName);
  await recordRun(unharmed, killRun, now);
});

test('killed between any two writes, one after the other, the order holds', async () => {
  for (let point = 1; point <= killPoints; point++) {
    const store: TestStore = await openStore();
    const dying = openTable(oneByOne(dyingAt(store.client, point)), store.tableName);
    await expect(recordRun(dying, killRun, now)).rejects.toThrow('killed');
    expectOrdered(await allRows(store), killPoints);
    await store.close();
  }
});

test('a stage starts only when the one before it is complete, however slow that is', async () => {
  const store = await openStore();
  const slownessMs = { outbox: 40, changes: 30, findings: 20, topology: 10, result: 0 };
  const events: string[] = [];
  const slow = intercepted(store.client, async (command, send, input) => {
    const stage = stageOf(command, input);
    events.push(stage);
    await sleep(slownessMs[stage]);
    const answer = await send();
    events.push(stage);
    return answer;
  });
  await recordRun(openTable(slow, store.tableName), killRun, now);
  const order = events.filter((stage, at) => stage !== events[at - 1]);
  expect(order).toEqual(Object.keys(slownessMs));
});

function stageOf(
  command: string,
  { Key, Item }: { readonly Key?: Row; readonly Item?: Row },
): 'outbox' | 'changes' | 'findings' | 'topology' | 'result' {
  if (command === 'BatchWriteCommand') return 'changes';
  if (Key !== undefined) return Key.pk === 'OUTBOX' ? 'outbox' : 'topology';
  return String(Item?.sk).startsWith('F#') ? 'findings' : 'result';
}

/** What law 5 promises of the rows a dead run left behind. */
function expectOrdered(rows: readonly Row[], completeAt: number): void {
  const keys = new Set(rows.map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const partition = `D#${target.accountId}#${target.region}#${name}`;
  const findings = killRun.standing.filter(({ id }) => keys.has(`${partition} F#${id}`));
  for (const { id } of findings) {
    expect(keys).toContain(`${partition} C#${monday}#${id}`);
    const alert = killRun.alerts.find(({ findingIds }) => findingIds.includes(id));
    if (alert !== undefined) expect(keys).toContain(`OUTBOX ${alert.key}`);
  }
  if (killRun.changes.some(({ findingId }) => keys.has(`${partition} C#${monday}#${findingId}`))) {
    for (const { key } of killRun.alerts) expect(keys).toContain(`OUTBOX ${key}`);
  }
  const remembered = keys.has(`TOPOLOGY#${target.accountId}#${target.region} ${name}`);
  if (remembered) expect(findings).toHaveLength(killRun.standing.length);
  if (keys.has(`${partition} R#${monday}`)) expect(keys.size).toBe(completeAt);
}

/** Throws at the n-th write and at everything asked after it. */
function dyingAt(client: DynamoDBDocumentClient, point: number): DynamoDBDocumentClient {
  let writes = 0;
  return intercepted(client, async (command, send) => {
    if (/^(Put|Update|Delete|BatchWrite)/.test(command)) writes++;
    if (writes >= point) throw new Error('killed');
    return send();
  });
}

function oneByOne(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  let last: Promise<unknown> = Promise.resolve();
  return intercepted(client, (_, send) => {
    last = last.catch(() => {}).then(send);
    return last;
  });
}

function intercepted(
  client: DynamoDBDocumentClient,
  around: (command: string, send: () => Promise<unknown>, input: object) => Promise<unknown>,
): DynamoDBDocumentClient {
  return new Proxy(client, {
    get: (inner, property) =>
      property === 'send'
        ? (command: Parameters<typeof inner.send>[0]) =>
            around(command.constructor.name, () => inner.send(command), command.input)
        : Reflect.get(inner, property),
  });
}
