// SPDX-License-Identifier: Apache-2.0

/** An error with a title and the action to take. */
export class Failure extends Error {
  constructor(title, detail) {
    super(detail);
    this.title = title;
  }
}

/** Sends a request to the API, whose routes are relative to this page. */
export async function ask(path, parameters = {}, signal) {
  let answer;
  try {
    answer = await fetch(withQuery(path, parameters), {signal});
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Failure(
      'No response from the server',
      'Check that the command that printed this URL is still running. After a restart, it prints a new URL.');
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Failure(body.title ?? 'Server error (' + answer.status + ')', body.detail ?? 'See the terminal in which the server runs.');
  }
  return body;
}

/** A path with parameters; lists repeat the parameter, empty values are omitted. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== null && one !== undefined && one !== '') {
        query.append(key, one);
      }
    }
  }
  const text = query.toString();
  return path + (text ? '?' + text : '');
}
