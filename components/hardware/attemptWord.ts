/** Stands in answers for what tells one attempt to install a machine from another. */
export const attemptWord = "@ATTEMPT@";
