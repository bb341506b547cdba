// Questions to the playground's server: each a POST of JSON with JSON for an answer.

/** Why a question was refused, in a sentence for whoever sits at the page; `code` is as in the server's table, `away` when there was no answer. */
export class Refused extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * @param {string} name
 * @param {object} question
 * @returns {Promise<any>}
 */
export async function ask(name, question) {
  const response = await fetch(`/ask/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(question),
  }).catch(() => null);
  if (response === null) throw new Refused("away", "The playground does not answer: is it still running?");
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error.code, answer.error.message);
  return answer;
}
