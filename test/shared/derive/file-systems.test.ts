import { expect, it } from 'vitest';
import { judgeFileSystems } from '../../../shared/derive/file-systems.ts';
import { pass } from '../../../shared/model/check.ts';
import type { FileSystem } from '../../../shared/model/efs.ts';
import { aDeployment } from '../../support/builders.ts';
import { aFileSystem } from '../../support/surroundings.ts';

const judge = (...fileSystems: readonly FileSystem[]) =>
  judgeFileSystems(fileSystems, { deployment: aDeployment() }, ({ ref }) => pass(ref, 'is judged'));

it('file systems are judged one by one', () => {
  const subjects = judge(aFileSystem(), aFileSystem({ id: 'fs-2' })).map(({ subject }) => subject);
  expect(subjects.map(({ name }) => name)).toEqual(['fs-1', 'fs-2']);
});

it('a deployment may do without one', () => {
  expect(judge()).toEqual([
    {
      subject: { type: 'deployment', name: 'acme' },
      status: 'not-applicable',
      reason: 'has no EFS file system, and needs none',
    },
  ]);
});
