/** The data of TimescaleDB is encrypted, and outlives the machine it is attached to. */
import { judgeDataVolumes } from '../derive/timescale.ts';
import { defineCheck, fail, pass, unsure } from '../model/check.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'ec2-volume-kept-and-encrypted',
  practice: 'back-ups',
  title: 'Volumes of TimescaleDB are encrypted and outlive their instance',
  severity: 'medium',
  why: 'Auto Scaling replaces a machine at any time: a volume that goes with it takes all data along, and one in the clear can be read from any copy.',
  fix: 'Clear DeleteOnTermination of the volume. To encrypt it, copy a snapshot with encryption and give that to 2-5-db-timescale-master as `VolumeSnapshotID`.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html',
  catalogueIds: ['BKP-TS-02'],
  controls: [
    { source: 'security-hub', id: 'EC2.3' },
    { source: 'prowler', id: 'ec2_ebs_volume_encryption' },
    { source: 'aws-config', id: 'ENCRYPTED_VOLUMES' },
  ],
  needs: ['ec2.instances', 'ec2.volumes'],
  run: (facts, context) =>
    judgeDataVolumes(facts['ec2.instances'], context, (ref, { id, deletedWithInstance }) => {
      const encrypted = facts['ec2.volumes'].find((volume) => volume.id === id)?.encrypted ?? null;
      const problems = [
        ...(encrypted === false ? ['is not encrypted'] : []),
        ...(deletedWithInstance === true ? ['is deleted with its instance'] : []),
      ];
      if (problems.length > 0) return fail(ref, problems.join(' and '));
      if (encrypted === null) {
        return unsure(ref, missing('failed', 'EC2 does not say whether it is encrypted'));
      }
      return deletedWithInstance === null
        ? unsure(ref, missing('failed', 'EC2 does not say whether it is deleted with its instance'))
        : pass(ref, 'is encrypted and outlives its instance');
    }),
});
