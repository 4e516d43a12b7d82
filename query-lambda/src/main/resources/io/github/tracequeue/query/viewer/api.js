// SPDX-License-Identifier: Apache-2.0

/** An error that says what to do next. */
export class Failure extends Error {
  constructor(title, detail) {
    super(detail);
    this.title = title;
  }
}

/** Asks the API, whose routes are beside this page. */
export async function ask(path, parameters = {}, signal) {
  let answer;
  try {
    answer = await fetch(withQuery(path, parameters), {signal});
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Failure(
      'The server does not answer',
      'Is the command that printed this address still running? A new start prints a new address.');
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Failure(body.title ?? 'The answer was ' + answer.status, body.detail ?? '');
  }
  return body;
}

/** A path with parameters; lists repeat the parameter, empty ones are left out. */
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
