/** Verdicts on the EFS file systems of a deployment. */
import { notApplicable, type Verdict } from '../model/check.ts';
import type { FileSystem } from '../model/efs.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';

/** One verdict per file system. Monitoring may do without one, so that none is never a failure. */
export function judgeFileSystems(
  fileSystems: readonly FileSystem[],
  { deployment }: { readonly deployment: Deployment },
  judge: (fileSystem: FileSystem) => Verdict,
): readonly Verdict[] {
  return fileSystems.length > 0
    ? fileSystems.map(judge)
    : [notApplicable(deploymentRef(deployment), 'has no EFS file system, and needs none')];
}
