// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import org.jspecify.annotations.Nullable;

/**
 * The result of reading a field.
 *
 * @param value null if the field has no usable value
 * @param repaired whether the value differs from the sent one
 * @param fault the reason why there is no value
 */
record Reading(@Nullable Object value, boolean repaired, @Nullable Reason fault) {

  /** A field that is null. */
  static final Reading ABSENT = new Reading(null, false, Reason.MISSING_FIELD);

  static Reading valid(Object value) {
    return new Reading(value, false, null);
  }

  static Reading repaired(Object value) {
    return new Reading(value, true, null);
  }

  static Reading unusable(Reason fault) {
    return new Reading(null, true, fault);
  }
}
