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
  const answer = await get(withQuery(path, parameters), signal);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Failure(body.title ?? 'Server error (' + answer.status + ')', body.detail ?? 'See the terminal in which the server runs.');
  }
  return body;
}

/** Reads a text file of the server. */
export async function askText(path, signal) {
  const answer = await get(path, signal);
  if (!answer.ok) {
    throw new Failure('Server error (' + answer.status + ')', 'The server has no ' + path + '.');
  }
  return answer.text();
}

async function get(path, signal) {
  try {
    return await fetch(path, {signal});
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Failure(
      'No response from the server',
      'Check that the command that printed this URL is still running. After a restart, it prints a new URL.');
  }
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
