// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * The reason for a rejection. Contains nothing of the body except the contract's names and tag
 * names.
 *
 * @param reason the contract's code
 * @param field path of the invalid field, such as {@code tags.team}; empty if it is not a single
 *     field
 * @param detail the violated limit as text; empty if the reason is sufficient
 */
public record Rejection(Reason reason, String field, String detail) {

  static Rejection of(Reason reason) {
    return new Rejection(reason, "", "");
  }
}
