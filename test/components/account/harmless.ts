/** Changes of the baseline that weaken nothing, by what is done and why. */
export const harmless: readonly RegExp[] = [
  // Whose it is. The key by which it is found again is proved where it is adopted.
  / tags(\.\w+)? removed$/,
  /(Bucket|Rule|Role|Key|Policy) description removed$/,
  /Trail advancedEventSelectors\[\d\]\.name removed$/,
  // AWS or its provider refuses it without this.
  /(AnomalyMonitor monitorType|Budget budgetType|AnomalySubscription frequency) removed$/,
  /AnomalySubscription subscribers\[0\]\.type removed$/,
  /AlternativeContact (name|title) removed$/,
  /Budget (limitUnit|notifications\[\d\]\.(comparisonOperator|thresholdType)) removed$/,
  /BucketLifecycleConfiguration rules\[0\]\.(id|filter|filter\.prefix) removed$/,
  /BucketLogging targetPrefix removed$/,
  /Role maxSessionDuration=0$/,
  /(DetectorFeature detectorId|TopicPolicy arn|Analyzer analyzerName) removed$/,
  // What stands under a made-up name is as strong.
  /(AnomalyMonitor|AnomalySubscription|Budget|Trail|RolePolicy) name removed$/,
  /EventTarget targetId removed$/,
  // AWS's own name for what a region has once.
  /(DeliveryChannel|Recorder|RecorderStatus) name removed$/,
  // How often, how tidy and how cheap, not whether.
  /DeliveryChannel snapshotDeliveryProperties/,
  /BucketLifecycleConfiguration rules\[0\]\.(abortIncomplete|noncurrentVersion)/,
  /rules\[0\]\.bucketKeyEnabled/,
  /AnomalySubscription thresholdExpression/,
  /AccountPasswordPolicy allowUsersToChangePassword/,
  // One finding for a control in place of one for each standard; new hubs do so by themselves.
  /Account controlFindingGenerator removed$/,
  // Counts at birth only, and the standards that AWS adds are more, not less.
  /Account enableDefaultStandards/,
  // The version of the service is demanded; these say whether and how far it is reached.
  /InstanceMetadataDefaults (httpEndpoint|httpPutResponseHopLimit)/,
];
