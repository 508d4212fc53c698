import { utils } from "ssh2";

/** A key pair in OpenSSH's format. */
interface KeyPair {
  readonly private: string;
  readonly public: string;
}

/**
 * A new key pair of type ed25519 in OpenSSH's format, with a comment.
 *
 * One in some two hundred that ssh2 makes cannot be read by ssh2, whose numbers lose leading zeros.
 */
export function newKeyPair(comment: string): KeyPair {
  for (;;) {
    const pair = utils.generateKeyPairSync("ed25519", { comment });
    if (
      !(
        utils.parseKey(pair.private) instanceof Error ||
        utils.parseKey(pair.public) instanceof Error
      )
    ) {
      return pair;
    }
  }
}
