// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

/** Who is told. */
public enum Audience {
  /** Those who are woken. */
  PAGE,
  /** Those who read it in the morning. */
  NOTIFY
}
