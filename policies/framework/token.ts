/**
 * A token of Azure with the version of its interface: `azure-native:compute/v20240701:Disk`, or
 * `azure-native_compute_v20240701:compute:Disk` from bindings that were generated for one version.
 */
const versioned =
  /^azure-native(?:_[a-z0-9]+_v\d{8}[a-z]*)?:([a-z0-9]+)(?:\/v\d{8}[a-z]*)?:(\w+)$/i;

/** The token without a version: a rule holds for a type whichever version makes it. */
export function plainToken(type: string): string {
  return type.replace(versioned, "azure-native:$1:$2");
}
