/** The sizes of machines that the simulator knows, with the data disks that each can hold. */
export const machineSizes: Readonly<Record<string, number>> = {
  Standard_B2ls_v2: 4,
  Standard_B2s_v2: 4,
  Standard_D2s_v5: 4,
  Standard_D4s_v5: 8,
  Standard_D8s_v5: 16,
  Standard_E4s_v5: 8,
};
