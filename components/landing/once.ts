/** A function that computes its answer once for each key: look-ups that many servers share. */
export function once<Answer>(compute: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) {
      return known;
    }
    const answer = compute(key);
    answers.set(key, answer);
    return answer;
  };
}
