/** Auto Scaling groups: what starts the container instances and the TimescaleDB machines. */
import type { ResourceRef, Tags } from './target.ts';

export interface AutoScalingGroup {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly desired: number;
  readonly availabilityZones: readonly string[];
  /** Null when it starts machines from a launch configuration. */
  readonly launchTemplate: LaunchTemplateVersion | null;
  /** Names of processes somebody suspended: `Launch`, `Terminate`, … */
  readonly suspended: readonly string[];
  readonly instances: readonly GroupInstance[];
  readonly tags: Tags;
}

export interface LaunchTemplateVersion {
  readonly id: string;
  /** A number, `$Latest` or `$Default`. */
  readonly version: string;
}

export interface GroupInstance {
  readonly id: string;
  readonly availabilityZone: string;
  /** `InService`, `Pending`, `Standby`, `Terminating`, … */
  readonly lifecycleState: string;
  /** `Healthy` or `Unhealthy`. */
  readonly health: string;
  /** What it was started from; null for a launch configuration. */
  readonly launchTemplate: LaunchTemplateVersion | null;
}
