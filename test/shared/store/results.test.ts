import { afterEach, expect, test } from 'vitest';
import { lastResult, listResults, recordResult } from '../../../shared/store/results.ts';
import {
  cleanUp,
  deployment,
  monday,
  now,
  openStore,
  resultAt,
  target,
  tuesday,
} from './support.ts';

afterEach(cleanUp);

test('results come newest first, and the last one alone', async () => {
  const { table } = await openStore();
  expect(await lastResult(table, target, deployment.name)).toBeUndefined();
  const results = [resultAt(tuesday, { outcome: 'partial' }), resultAt(monday)];
  for (const result of results) await recordResult(table, result, now);
  await recordResult(table, resultAt(tuesday, { deployment: 'beta' }), now);

  expect(await listResults(table, target, deployment.name)).toEqual(results);
  expect(await listResults(table, target, deployment.name, 1)).toEqual([results[0]]);
  expect(await lastResult(table, target, deployment.name)).toEqual(results[0]);
});
