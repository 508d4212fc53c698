import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import type { Observed } from "../../components/service/observed.js";
import { messageOf, RunFailure, withoutColors } from "../stack/run.js";
import { readers } from "./readers.js";

/** A server as it was left and as it is. */
export interface Seen {
  readonly expected: Observed;
  /** Absent parts tell nothing. */
  readonly found: Observed;
}

const serverType = "comanaged:server:Server";

type Metadata = NonNullable<EngineEvent["resOutputsEvent"]>["metadata"];

/**
 * The servers of a stack on platforms with an API, by name: as the state had them, and as their
 * platforms tell at a refresh.
 *
 * @param write whether the state is written as well
 * @throws RunFailure when a platform cannot be asked
 */
export async function refreshed(stack: Stack, write: boolean): Promise<ReadonlyMap<string, Seen>> {
  const servers = new Map<string, Seen>();
  const errors: string[] = [];
  const onEvent = ({ resOutputsEvent, diagnosticEvent }: EngineEvent) => {
    if (diagnosticEvent?.severity === "error") {
      errors.push(withoutColors(diagnosticEvent.message).trim());
    }
    if (resOutputsEvent !== undefined) {
      add(servers, resOutputsEvent.metadata);
    }
  };
  try {
    await (write ? stack.refresh({ onEvent }) : stack.previewRefresh({ onEvent }));
  } catch (failure) {
    throw new RunFailure(errors.join("\n") || messageOf(failure));
  }
  return servers;
}

function add(servers: Map<string, Seen>, metadata: Metadata): void {
  const [server, part] = partOf(metadata) ?? [];
  if (server === undefined || part === undefined) {
    return;
  }
  const { expected, found } = servers.get(server) ?? { expected: {}, found: {} };
  servers.set(server, {
    expected: { ...expected, ...part(metadata.old?.outputs) },
    found: { ...found, ...part(metadata.new?.outputs) },
  });
}

/** The server that a resource belongs to, and what its outputs tell of it. */
function partOf({ urn, type, old }: Metadata) {
  const server = nameIn(old?.parent);
  const read = readers[type.replace(/^(azure-native:\w+)\/v\w+:/, "$1:")];
  if (read === undefined || typeIn(old?.parent) !== serverType) {
    return undefined;
  }
  const role = nameIn(urn).slice(server.length + 1);
  return [server, (outputs: unknown): Observed => read({ server, role, outputs })] as const;
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
function typeIn(urn = ""): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameIn(urn = ""): string {
  return urn.split("::").slice(3).join("::");
}
