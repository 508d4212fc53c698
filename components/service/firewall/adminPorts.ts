/** A port on which a server is administered. */
export interface AdminPort {
  readonly port: number;
  readonly name: string;
  /** Protocols that it speaks, by name and by number. */
  readonly protocols: readonly string[];
}

/** The names of TCP and UDP: as a word and as a number. */
export const tcp = ["tcp", "6"];
export const udp = ["udp", "17"];

/** The ports on which servers are administered. Remote Desktop speaks UDP as well. */
export const adminPorts: readonly AdminPort[] = [
  { port: 22, name: "SSH", protocols: tcp },
  { port: 3389, name: "Remote Desktop", protocols: [...tcp, ...udp] },
  { port: 5985, name: "WinRM", protocols: tcp },
  { port: 5986, name: "WinRM over TLS", protocols: tcp },
];
