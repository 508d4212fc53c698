/**
 * The role of a customer's group in vCenter: it sees its machines, opens their consoles and
 * switches them. Everything else of a machine is what the estate says. Its name stays for good;
 * what it allows can change.
 */
export const customerRole = {
  name: "Co-managed customer",
  privileges: [
    "VirtualMachine.Interact.ConsoleInteract",
    "VirtualMachine.Interact.PowerOff",
    "VirtualMachine.Interact.PowerOn",
    "VirtualMachine.Interact.Reset",
  ],
} as const;
