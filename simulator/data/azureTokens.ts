/** What the simulator offers of Azure; adding a line here and generating again adds its data. */
export const azureTokens = {
  resources: [
    "azure-native:authorization:ManagementLockByScope",
    "azure-native:compute:AvailabilitySet",
    "azure-native:compute:Disk",
    "azure-native:compute:VirtualMachine",
    "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
    "azure-native:maintenance:MaintenanceConfiguration",
    "azure-native:network:NetworkInterface",
    "azure-native:network:NetworkSecurityGroup",
    "azure-native:resources:ResourceGroup",
  ],
  functions: [
    "azure-native:authorization:getManagementLockByScope",
    "azure-native:compute:getAvailabilitySet",
    "azure-native:compute:getDisk",
    "azure-native:compute:getDiskEncryptionSet",
    "azure-native:compute:getVirtualMachine",
    "azure-native:maintenance:getConfigurationAssignmentsForSubscription",
    "azure-native:maintenance:getMaintenanceConfiguration",
    "azure-native:network:getNetworkInterface",
    "azure-native:network:getNetworkSecurityGroup",
    "azure-native:network:getSubnet",
    "azure-native:network:getVirtualNetwork",
    "azure-native:resources:getResourceGroup",
  ],
} as const;
