// The small form of the library: all of this is sent to where it runs.
import * as z from "zod/mini";

/** A link to another resource. */
export const link = z.looseObject({ "@odata.id": z.string() });

const words = z.nullish(z.string());
const number = z.nullish(z.number());
const links = z.optional(link);

/** How a part is: `OK`, `Warning`, `Critical`. */
export const status = z.nullish(
  z.looseObject({ State: words, Health: words, HealthRollup: words }),
);

/** The root of the service, which is readable without an account. */
export const root = z.looseObject({
  Vendor: words,
  Systems: link,
  Managers: links,
  Chassis: links,
  UpdateService: links,
  Links: z.optional(z.looseObject({ Sessions: links })),
});

/** A page of a collection. */
export const page = z.looseObject({
  Members: z.array(link),
  "Members@odata.nextLink": z.optional(z.string()),
});

/** An action: where it is asked for, and which values it takes. */
export const action = z.looseObject({
  target: z.string(),
  "ResetType@Redfish.AllowableValues": z.optional(z.array(z.string())),
  "@Redfish.ActionInfo": z.optional(z.string()),
});

/** The values that an action takes, where a resource of its own tells them. */
export const actionInfo = z.looseObject({
  Parameters: z.array(
    z.looseObject({ Name: z.string(), AllowableValues: z.optional(z.array(z.string())) }),
  ),
});

const yes = z.nullish(z.boolean());

/** A console, as managers tell of it. */
const managerConsole = z.nullish(
  z.looseObject({ ServiceEnabled: yes, ConnectTypesSupported: z.nullish(z.array(z.string())) }),
);

/** One way to a console, as newer machines tell of it. */
const consoleWay = z.nullish(
  z.looseObject({ ServiceEnabled: yes, Port: number, ConsoleEntryCommand: words }),
);

/** The machine. */
export const system = z.looseObject({
  "@odata.id": z.string(),
  Manufacturer: words,
  Model: words,
  SerialNumber: words,
  SKU: words,
  UUID: words,
  AssetTag: words,
  BiosVersion: words,
  PowerState: words,
  Status: status,
  BootProgress: z.nullish(z.looseObject({ LastState: words })),
  ProcessorSummary: z.nullish(z.looseObject({ CoreCount: number, Status: status })),
  MemorySummary: z.nullish(z.looseObject({ TotalSystemMemoryGiB: number, Status: status })),
  TrustedModules: z.nullish(z.array(z.looseObject({ Status: status }))),
  Boot: z.nullish(
    z.looseObject({
      BootSourceOverrideEnabled: words,
      BootSourceOverrideTarget: words,
      "BootSourceOverrideTarget@Redfish.AllowableValues": z.optional(z.array(z.string())),
      BootSourceOverrideMode: words,
      BootOptions: links,
    }),
  ),
  Processors: links,
  Memory: links,
  Storage: links,
  EthernetInterfaces: links,
  SecureBoot: links,
  VirtualMedia: links,
  LogServices: links,
  GraphicalConsole: consoleWay,
  SerialConsole: z.nullish(z.looseObject({ SSH: consoleWay, IPMI: consoleWay })),
  Links: z.optional(
    z.looseObject({ ManagedBy: z.optional(z.array(link)), Chassis: z.optional(z.array(link)) }),
  ),
  Actions: z.optional(z.looseObject({ "#ComputerSystem.Reset": z.optional(action) })),
  "@Redfish.Settings": z.optional(z.looseObject({ SettingsObject: links })),
});

/** The machine. */
export type System = z.infer<typeof system>;

/** A processor. */
export const processor = z.looseObject({ ProcessorType: words, TotalCores: number });

/** A module of memory; one that is not there has no capacity. */
export const memoryModule = z.looseObject({
  Id: words,
  CapacityMiB: number,
  Status: status,
});

/** A controller with its drives. */
export const storage = z.looseObject({ Drives: z.optional(z.array(link)), Status: status });

/** A drive. */
export const drive = z.looseObject({
  "@odata.id": z.string(),
  Id: words,
  Name: words,
  SerialNumber: words,
  CapacityBytes: number,
  Status: status,
  FailurePredicted: z.nullish(z.boolean()),
  Actions: z.optional(z.looseObject({ "#Drive.SecureErase": z.optional(action) })),
});

/** A network interface. */
export const ethernet = z.looseObject({ MACAddress: words, PermanentMACAddress: words });

/** What starts the machine. */
export const bootOption = z.looseObject({
  DisplayName: words,
  UefiDevicePath: words,
  BootOptionEnabled: z.nullish(z.boolean()),
});

/** How Secure Boot stands. */
export const secureBoot = z.looseObject({ SecureBootCurrentBoot: words });

/** A manager with the slots for media and its logs. */
export const manager = z.looseObject({
  ...{ FirmwareVersion: words, VirtualMedia: links, LogServices: links },
  ...{ GraphicalConsole: managerConsole, SerialConsole: managerConsole },
});

/** A log. */
export const logService = z.looseObject({ Entries: links });

/** What a log says. */
export const logEntry = z.looseObject({
  "@odata.id": z.string(),
  ...{ Name: words, Created: words, Severity: words, Message: words, MessageId: words },
  SensorType: words,
  Links: z.nullish(z.looseObject({ OriginOfCondition: z.nullish(link) })),
});

/** A slot for a medium that is no disc. */
export const virtualMedia = z.looseObject({
  "@odata.id": z.string(),
  MediaTypes: z.nullish(z.array(z.string())),
  Image: words,
  Inserted: z.nullish(z.boolean()),
  Actions: z.optional(
    z.looseObject({
      "#VirtualMedia.InsertMedia": z.optional(action),
      "#VirtualMedia.EjectMedia": z.optional(action),
    }),
  ),
});

/** A slot for a medium that is no disc. */
export type VirtualMedia = z.infer<typeof virtualMedia>;

/** A fan, a power supply or a temperature. */
export const chassisPart = z.looseObject({
  ...{ Name: words, FanName: words, MemberId: words, Id: words },
  Status: status,
});

const parts = z.nullish(z.array(chassisPart));

/** What a machine is in. */
export const chassis = z.looseObject({
  ...{ ThermalSubsystem: links, PowerSubsystem: links, Thermal: links, Power: links },
});

/** What cools a chassis. */
export const cooling = z.looseObject({ Fans: links, Status: status });

/** What feeds a chassis. */
export const powering = z.looseObject({ PowerSupplies: links });

/** What cools a chassis, as older BMCs tell it. */
export const thermal = z.looseObject({ Fans: parts, Temperatures: parts });

/** What feeds a chassis, as older BMCs tell it. */
export const power = z.looseObject({ PowerSupplies: parts });

/** Work that goes on after its request. */
export const task = z.looseObject({ TaskState: words, TaskStatus: words });

/** What a BMC says of a request that it does not do. */
export const problem = z.looseObject({
  error: z.looseObject({
    message: words,
    "@Message.ExtendedInfo": z.nullish(
      z.array(z.looseObject({ Message: words, MessageId: words })),
    ),
  }),
});

/** An answer of which nothing is needed. */
export const anything = z.unknown();
