import { afterEach, expect, test } from 'vitest';
import { remember, rememberedIn } from '../../../shared/store/topology.ts';
import { cleanUp, deployment, monday, openStore, target, tuesday } from './support.ts';

afterEach(cleanUp);

test('a target remembers every deployment with every template it ever had', async () => {
  const { table } = await openStore();
  await remember(table, { deployment, templates: ['1-1-vpc', '2-3-db-redis'] }, monday);
  await remember(table, { deployment, templates: ['1-1-vpc', '5-1-ecs-cluster'] }, tuesday);
  await remember(
    table,
    { deployment: { ...deployment, name: 'beta' }, templates: ['1-1-vpc'] },
    monday,
  );
  const elsewhere = { ...deployment, target: { ...target, region: 'eu-west-2' } };
  await remember(table, { deployment: elsewhere, templates: ['1-1-vpc'] }, monday);

  expect(await rememberedIn(table, target)).toEqual([
    {
      deployment: { ...deployment, origin: 'remembered' },
      templates: ['1-1-vpc', '2-3-db-redis', '5-1-ecs-cluster'],
      firstSeenAt: monday,
      lastSeenAt: tuesday,
    },
    {
      deployment: { ...deployment, name: 'beta', origin: 'remembered' },
      templates: ['1-1-vpc'],
      firstSeenAt: monday,
      lastSeenAt: monday,
    },
  ]);
});

test('an older run adds what it saw and describes nothing anew', async () => {
  const { table } = await openStore();
  await remember(table, { deployment, templates: ['1-1-vpc'] }, tuesday);
  const staging = { ...deployment, environment: 'staging' } as const;
  await remember(table, { deployment: staging, templates: ['5-1-ecs-cluster'] }, monday);
  expect(await rememberedIn(table, target)).toMatchObject([
    {
      deployment: { environment: 'production' },
      templates: ['1-1-vpc', '5-1-ecs-cluster'],
      lastSeenAt: tuesday,
    },
  ]);
});

test('a deployment that shows no stacks is not made to look seen', async () => {
  const { table } = await openStore();
  await remember(table, { deployment, templates: [] }, monday);
  expect(await rememberedIn(table, target)).toEqual([]);
  await remember(table, { deployment, templates: ['1-1-vpc'] }, monday);
  await remember(table, { deployment, templates: [] }, tuesday);
  expect(await rememberedIn(table, target)).toMatchObject([{ lastSeenAt: monday }]);
});

test('a template that this code does not know is expected by nobody', async () => {
  const { table } = await openStore();
  await remember(table, { deployment, templates: ['1-1-vpc'] }, monday);
  const key = { pk: 'TOPOLOGY#111122223333#eu-west-1', sk: deployment.name };
  await table.update(key, { set: {}, add: { templates: new Set(['9-9-unheard-of']) } });
  expect(await rememberedIn(table, target)).toMatchObject([{ templates: ['1-1-vpc'] }]);
});
