/**
 * The text of a valid estate with `count` servers for the catalog of this repository: three in
 * four on vSphere, every fifth with data disks, some with values of their own.
 */
export function estateOf(count: number): string {
  const servers = Array.from({ length: count }, (_, index) => serverText(index));
  return `${head}${servers.join("")}`;
}

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
defaults:
  environment: production
  dataLevel: 2
  patchGroup: production
  backupClass: standard
servers:
`;

function serverText(index: number): string {
  const place =
    index % 4 === 3
      ? { platform: "aws", network: "aws-chemistry", cpus: 2, memory: "8 GiB" }
      : { platform: "vsphere", network: "dc-chemistry", cpus: 4, memory: "16 GiB" };
  const extra = index % 10 === 0 ? "    environment: test\n    patchGroup: test\n" : "";
  const data = index % 5 === 0 ? "      data: { size: 2 TiB, tier: fast }\n" : "";
  return `  server-${index}:
    service: service-${index % 100}
    platform: ${place.platform}
    image: debian-12
    network: ${place.network}
    cpus: ${place.cpus}
    memory: ${place.memory}
${extra}    disks:
      system: { size: 60 GiB }
${data}`;
}
