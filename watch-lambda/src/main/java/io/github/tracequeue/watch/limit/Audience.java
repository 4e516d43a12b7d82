// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

/** The recipients of a notice. */
public enum Audience {
  /** Urgent: wakes someone. */
  PAGE,
  /** Not urgent: read during working hours. */
  NOTIFY
}
