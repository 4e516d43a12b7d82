// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * Why something is rejected; holds nothing of what was sent but names of the contract and of tags.
 *
 * @param reason the contract's code
 * @param field path within what is rejected, such as {@code tags.team}; empty where no single field
 *     is at fault
 * @param detail the limit that was passed, for people; empty where the reason says it all
 */
public record Rejection(Reason reason, String field, String detail) {

  static Rejection of(Reason reason) {
    return new Rejection(reason, "", "");
  }
}
