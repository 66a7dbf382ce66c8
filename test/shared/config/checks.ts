/** Two checks for the configuration to speak of: one with thresholds, one without. */
export const checks = [
  {
    id: 'rds-cluster-retention-sufficient',
    settings: {
      minimumDays: { default: 7, minimum: 1, unit: 'days', about: 'How long back-ups are kept' },
      share: { default: 0.5, minimum: 0, unit: '', about: 'The share of clusters that must' },
    },
  },
  { id: 'rds-cluster-multi-az', settings: {} },
  {
    id: 'ecs-service-runs-twice',
    settings: {
      minimumTasks: { default: 2, minimum: 1, unit: 'tasks', about: 'How many must run' },
    },
  },
] as const;
