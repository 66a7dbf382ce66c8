/** What Systems Manager knows of the EC2 instances. Dates are ISO 8601. */

export interface ManagedInstance {
  readonly instanceId: string;
  /** `Online`, `ConnectionLost` or `Inactive`. */
  readonly pingStatus: string;
  readonly lastPingAt: string | null;
  /** `Amazon Linux` and `2023`, `Ubuntu` and `22.04`; null when the agent did not say. */
  readonly platformName: string | null;
  readonly platformVersion: string | null;
  /** Whether its agent is the newest; null when Systems Manager does not say. */
  readonly agentCurrent: boolean | null;
}

/** The last patch scan or installation of an instance; one that was never scanned has no row at all. Counts AWS left out are null. */
export interface PatchState {
  readonly instanceId: string;
  readonly operation: 'Scan' | 'Install';
  readonly operationEndedAt: string;
  readonly missing: number | null;
  readonly failed: number | null;
  /** Installed, and without effect until the instance is rebooted. */
  readonly pendingReboot: number | null;
  /** The last installation that was told not to reboot; scans do not move it. */
  readonly installedWithoutRebootAt: string | null;
  /** Missing, failed, rejected or waiting for a reboot, of critical severity. Not to be added to `missing`. */
  readonly criticalNonCompliant: number | null;
  readonly securityNonCompliant: number | null;
}

/** Where Session Manager records what is done in its sessions: the document `SSM-SessionManagerRunShell`. Without the document there is no row. */
export interface SessionPreferences {
  /** Empty when sessions are not logged there. */
  readonly logGroup: string;
  readonly bucket: string;
}
