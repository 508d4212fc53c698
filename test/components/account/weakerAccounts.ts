import type { Piece } from "../../policies/support/stack.js";
import { weakenings } from "./weakenings.js";

/** One account among many of a stack. */
interface WeakerAccount {
  readonly name: string;
  /** What was done to it; `whole` for the one that lacks nothing. */
  readonly what: string;
  readonly pieces: readonly Piece[];
}

/** Among how many accounts the removals are dealt out: resources of one kind stand together. */
const removalHands = 4;

/**
 * The account or tenant itself, those that lack every fourth resource, and those in which each resource
 * is bent in its own n-th way: together every removal and every bend.
 */
export function weakerAccounts(pieces: readonly Piece[], word = "account"): WeakerAccount[] {
  const isOurs = ({ type }: Piece) => /^(aws|azure-native):/.test(type);
  const rest = pieces.filter(({ type }) => /^(aws|azure-native|comanaged):/.test(type));
  const removed = Array.from({ length: removalHands }, (_, hand) => ({
    what: `every removal ${hand}`,
    pieces: rest.filter((piece, index) => !isOurs(piece) || index % removalHands !== hand),
  }));
  const bends = rest.map((piece) =>
    weakenings([piece]).flatMap(({ changed }) => (changed.length > 0 ? [changed] : [])),
  );
  const most = Math.max(...bends.map(({ length }) => length));
  const bent = Array.from({ length: most }, (_, turn) => ({
    what: `every bend ${turn}`,
    pieces: rest.flatMap((piece, index) => bends[index]?.[turn] ?? [piece]),
  }));
  return [{ what: "whole", pieces: rest }, ...removed, ...bent].map(
    ({ what, pieces: own }, nth) => {
      const name = `${word}${nth}`;
      return { name, what, pieces: own.map((piece) => renamed(piece, name)) };
    },
  );
}

function renamed(piece: Piece, name: string): Piece {
  return { ...piece, name: piece.name.replace(/^lab/, name) };
}
