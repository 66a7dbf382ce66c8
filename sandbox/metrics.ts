/** How the metrics of an account are filed: by namespace, name and dimensions. */

/** `AWS/SNS NumberOfNotificationsFailed TopicName=alarms`; dimensions in the order of their names. */
export function metricKey(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return [namespace, name, ...sorted.map(([key, value]) => `${key}=${value}`)].join(' ');
}
