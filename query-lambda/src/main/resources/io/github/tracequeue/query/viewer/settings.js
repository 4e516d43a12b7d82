// SPDX-License-Identifier: Apache-2.0

/** A stored choice of the user, if it is among the known ones. */
export function stored(name, known, usual) {
  try {
    const value = localStorage.getItem(name);
    return known.includes(value) ? value : usual;
  } catch {
    return usual;
  }
}

/** Stores a choice of the user. */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage, the browser only forgets the choice.
  }
}
