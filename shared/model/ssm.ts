/** What Systems Manager knows of the EC2 instances. Dates are ISO 8601. */

export interface ManagedInstance {
  readonly instanceId: string;
  /** `Online`, `ConnectionLost` or `Inactive`. */
  readonly pingStatus: string;
  readonly lastPingAt: string | null;
}

/** The last patch scan or installation of an instance; one that was never scanned has no row at all. */
export interface PatchState {
  readonly instanceId: string;
  readonly operation: 'Scan' | 'Install';
  readonly operationEndedAt: string;
  readonly missing: number;
  readonly failed: number;
  /** Missing, failed, rejected or waiting for a reboot, of critical severity. Not to be added to `missing`. */
  readonly criticalNonCompliant: number;
  readonly securityNonCompliant: number;
}
