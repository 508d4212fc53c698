/**
 * The text of a valid estate with `count` servers for the catalog of this repository: three in
 * four on vSphere, every fifth with data disks, some with values of their own. Idle patch groups
 * have no servers.
 */
export function estateOf(count: number, idlePatchGroups = 0): string {
  const servers = Array.from({ length: count }, (_, index) => serverText(index));
  const idle = Array.from({ length: idlePatchGroups }, (_, index) => patchGroupText(index));
  return [head, ...idle, defaults, ...servers].join("");
}

/** Services of the servers; their names are used again and again. */
const services = 100;

/** Whether a server stands on AWS. */
export const isOnAws = (index: number) => index % 4 === 3;

/** Whether a server has a data disk. */
export const hasData = (index: number) => index % 5 === 0;

/** Whether a server is the first of its service. */
export const opensService = (index: number) => index < services;

const head = `asOf: 2026-11-21
customer:
  name: Department of Measurement
  owner: measurement
  costCenter: "4711-99"
  contact: it@measurement.example.edu
aws:
  account: "222222222222"
  region: eu-central-1
patchGroups:
  test:
    window: patch-week-thursday-night
  production:
    window: patch-week-next-tuesday-night
`;

const defaults = `defaults:
  environment: production
  dataLevel: 2
  patchGroup: production
  backupClass: standard
servers:
`;

function patchGroupText(index: number): string {
  return `  idle-${index}:\n    window: patch-week-next-tuesday-night\n`;
}

function serverText(index: number): string {
  const place = isOnAws(index)
    ? { platform: "aws", network: "aws-chemistry", cpus: 2, memory: "8 GiB" }
    : { platform: "vsphere", network: "dc-chemistry", cpus: 4, memory: "16 GiB" };
  const extra = index % 10 === 0 ? "    environment: test\n    patchGroup: test\n" : "";
  const data = hasData(index) ? "      data: { size: 2 TiB, tier: fast }\n" : "";
  return `  server-${index}:
    service: service-${index % services}
    platform: ${place.platform}
    image: debian-12
    network: ${place.network}
    cpus: ${place.cpus}
    memory: ${place.memory}
${extra}    disks:
      system: { size: 60 GiB }
${data}`;
}
