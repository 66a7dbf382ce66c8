/** What a finished audit hands to the renderers. */

import type { Change, ChangeKind } from './change.ts';
import type { Severity } from './check.ts';
import type { Missing } from './fact.ts';
import type { Finding, Result } from './finding.ts';
import type { FactName } from './inventory.ts';
import type { Deployment, Target } from './target.ts';

/** A finding together with what the store remembers of it. */
export interface ReportedFinding extends Finding {
  /** ISO 8601; the run's own time when nothing was remembered. */
  readonly firstSeenAt: string;
  /** How it changed in this run; absent when it did not, or when there was nothing to compare with. */
  readonly change?: ChangeKind;
}

export interface DeploymentReport {
  readonly deployment: Deployment;
  readonly result: Result;
  readonly findings: readonly ReportedFinding[];
  /** Against the run before; empty on a first run. */
  readonly changes: readonly Change[];
  /** Start of the run compared with, ISO 8601; null on a first run or without a store. */
  readonly comparedWith: string | null;
}

/** A fact that could not be read in a target, said once however many checks are blind without it. */
export interface BlindSpot {
  readonly target: Target;
  readonly fact: FactName;
  readonly missing: Missing;
  /** Ids of the checks that answer `unknown` because of it. */
  readonly checks: readonly string[];
}

export interface TargetReport {
  readonly target: Target;
  /** How many stacks the account shows in the region, or null when they could not be listed. */
  readonly stacks: number | null;
  readonly calls: number;
}

export interface AuditReport {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly source: 'aws' | 'sandbox' | 'file';
  /** The sandbox world or the inventory file, for the headline. */
  readonly sourceName?: string;
  readonly targets: readonly TargetReport[];
  readonly deployments: readonly DeploymentReport[];
  readonly blindSpots: readonly BlindSpot[];
  /** Declared deployments and targets that could not be reached at all: nothing was judged there. */
  readonly unreachable: readonly { readonly name: string; readonly reason: string }[];
  /** The severity from which a failing finding makes the exit code 1. */
  readonly failOn: Severity;
  readonly failOnWarn: boolean;
  readonly exitCode: 0 | 1 | 2;
  /** False when findings were not kept: `--no-store`, or a replay. */
  readonly stored: boolean;
  /** Sentences for the operator: scope is the whole region, checks were narrowed, … */
  readonly notes: readonly string[];
}
