import check from '../../../shared/checks/efs-file-system-encrypted.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aFileSystem } from '../../support/surroundings.ts';

const fileSystem = (encrypted: boolean | null) => ({
  'efs.file-systems': [aFileSystem({ encrypted })],
});

testCheck(check, {
  pass: [{ name: 'encrypted', facts: fileSystem(true), subject: 'fs-1', reason: 'is encrypted' }],
  fail: [
    {
      name: 'not encrypted',
      facts: fileSystem(false),
      subject: 'fs-1',
      reason: 'is not encrypted',
      severity: 'low',
    },
  ],
  unknown: [
    {
      name: 'the file systems may not be listed',
      facts: { 'efs.file-systems': denied('elasticfilesystem:DescribeFileSystems') },
    },
    {
      name: 'whether it is encrypted is not said',
      facts: fileSystem(null),
      subject: 'fs-1',
      reason: 'EFS does not say whether it is encrypted',
    },
  ],
  notApplicable: [
    {
      name: 'absent, whatever is expected',
      facts: { 'efs.file-systems': [] },
      expected: { templates: ['5-6-ecs-monitoring'] },
    },
  ],
  several: [
    {
      name: 'each by itself',
      facts: { 'efs.file-systems': [aFileSystem(), aFileSystem({ id: 'fs-2', encrypted: false })] },
      statuses: { 'fs-1': 'pass', 'fs-2': 'fail' },
    },
  ],
});
