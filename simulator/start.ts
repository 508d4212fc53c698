import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { aws } from "./aws/aws.js";
import { backUpInstances, loseRegion } from "./aws/backupRun.js";
import { azure } from "./azure/azure.js";
import { backUpMachines, loseLocation } from "./azure/recoveryPoints.js";
import { Commands, commandProvider } from "./command/provider.js";
import { Calls } from "./core/calls.js";
import { CannotStart } from "./core/cannotStart.js";
import { controlDefinition, controlService } from "./core/control.js";
import { Mishaps } from "./core/mishaps.js";
import { providerService } from "./core/service.js";
import { Simulator, type SimulatorOptions } from "./core/simulator.js";
import { World } from "./core/world.js";
import { seed } from "./data/seed.js";
import { backupHost } from "./data/seedVeeam.js";
import { Guests } from "./guests/guests.js";
import { shutDownRetired } from "./guests/retirement.js";
import { loseHost } from "./hyperv/host.js";
import { runConfiguration } from "./veeam/configuration.js";
import { Gateway } from "./veeam/gateway.js";
import { runJobs } from "./veeam/runs.js";
import { vsphere } from "./vsphere/vsphere.js";

export interface StartOptions extends SimulatorOptions {
  /** Folder of the world; a new one is seeded. */
  readonly world: string;
  /** Port on the loopback address; a free one when left out or 0. */
  readonly port?: number;
  /** Ends the process with SIGKILL right after so many writes, before their answers. */
  readonly dieAfterWrites?: number;
}

export interface RunningSimulator {
  readonly port: number;
  /** With these variables plain `pulumi` talks to the simulator. */
  readonly env: Readonly<Record<string, string>>;
  /** With these, what talks to platforms without `pulumi` finds the backup server. */
  readonly ways: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const platforms = [aws, azure, vsphere];
const largestMessage = 64 * 1024 * 1024;

/**
 * Starts a simulator inside this process.
 *
 * @throws CannotStart when the world or the port is in use
 */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const world = new World(options.world, seed());
  const server = new Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  const guests = new Guests(world);
  const gateway = new Gateway(world);
  const ways = await gateway.listen();
  const commands = new Commands(guests.route, ways);
  const simulator = new Simulator(world, platforms, commands, options);
  const mishaps = new Mishaps(world, options.dieAfterWrites);
  server.addService(ResourceProviderService, providerService(new Calls(simulator, mishaps)));
  server.addService(
    controlDefinition,
    controlService(world, {
      pass: () => shutDownRetired(world),
      backUp: () => {
        backUpInstances(world);
        backUpMachines(world);
        runJobs(world, backupHost);
        runConfiguration(world, backupHost);
      },
      lose: (region) => {
        loseRegion(world, region);
        loseLocation(world, region);
        loseHost(world.folder, region);
      },
    }),
  );
  try {
    const port = await listen(server, options.port ?? 0);
    return {
      port,
      env: simulatorEnvironment(port),
      ways,
      stop: async () => {
        guests.stop();
        gateway.stop();
        server.forceShutdown();
        world.close();
      },
    };
  } catch (error) {
    gateway.stop();
    world.close();
    throw error;
  }
}

/** The variables that attach a plain `pulumi` to the simulator on a port. */
export function simulatorEnvironment(port: number) {
  const attached = [...platforms.map(({ spec }) => spec.name), commandProvider];
  return {
    PULUMI_DEBUG_PROVIDERS: attached.map((name) => `${name}:${port}`).join(","),
    // The official language host would download the providers before it looks at the above.
    PULUMI_OPTION_SKIP_PLUGIN_PRE_INSTALL: "true",
  };
}

function listen(server: Server, port: number): Promise<number> {
  // The failure below says it once, and better.
  setLogVerbosity(logVerbosity.NONE);
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(new CannotStart(portTaken(port, error))) : resolve(bound),
    );
  });
}

function portTaken(port: number, { message }: Error): string {
  const why = message.includes("EADDRINUSE") ? "another process listens on it" : message;
  return `Port ${port} cannot be used: ${why}. Name another one, or none to take any free one.`;
}
