/** Why no simulator was started, in words for the user. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}
