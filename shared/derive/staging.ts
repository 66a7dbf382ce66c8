/** What a production deployment is compared with: the staging deployment it is tested on, or why there is none. */
import {
  type CheckContext,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
} from '../model/check.ts';
import { missing } from '../model/fact.ts';
import { type Deployment, deploymentRef, type ResourceRef } from '../model/target.ts';

type Context = Pick<CheckContext, 'deployment'>;

/** Why a deployment needs no staging deployment of its own; undefined for production. */
export function whyNotStaged({ origin, environment }: Deployment): string | undefined {
  if (origin === 'region') return 'is a whole region, which has no staging deployment';
  return environment === 'staging' ? 'is itself staging' : undefined;
}

/**
 * The verdicts of a comparison with staging. Without a staging deployment nothing is compared: that it is missing is
 * said by `cloudformation-deployment-staged` alone. `nothing` is said where there is nothing to compare.
 */
export function againstStaging(
  staging: readonly Deployment[],
  { deployment }: Context,
  compare: () => readonly Verdict[],
  nothing = 'has nothing that could be compared with staging',
): readonly Verdict[] {
  const subject = deploymentRef(deployment);
  const exempt = whyNotStaged(deployment);
  if (exempt !== undefined) return [notApplicable(subject, exempt)];
  if (staging.length === 0) {
    return [notApplicable(subject, 'has no staging deployment to compare with')];
  }
  const verdicts = compare();
  return verdicts.length > 0 ? verdicts : [notApplicable(subject, nothing)];
}

/** A store and what it runs; null where AWS does not say. */
interface Engine {
  readonly ref: ResourceRef;
  readonly engine: string | null;
  /** `15.4`. */
  readonly engineVersion: string | null;
}

/** Whether some store of staging runs the engine and major version of this one. */
export function judgeEngine(store: Engine, staged: readonly Engine[]): Verdict {
  const own = majorOf(store);
  if (own === undefined) {
    return unsure(store.ref, missing('failed', 'AWS does not say which engine version it runs'));
  }
  const majors = staged.map(majorOf);
  if (majors.includes(own)) return pass(store.ref, `runs ${own}, as staging does`);
  if (majors.includes(undefined)) {
    const detail = `runs ${own}, and AWS does not say which engine version staging runs`;
    return unsure(store.ref, missing('failed', detail));
  }
  const others = [...new Set(majors)].sort().join(' and ');
  return fail(store.ref, `runs ${own}; staging runs ${others || 'none of the kind'}`);
}

/** `aurora-postgresql 15`. */
function majorOf({ engine, engineVersion }: Engine): string | undefined {
  const major = /^\d+/.exec(engineVersion ?? '')?.[0];
  return engine === null || major === undefined ? undefined : `${engine} ${major}`;
}
