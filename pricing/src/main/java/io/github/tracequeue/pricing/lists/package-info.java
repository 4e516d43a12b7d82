// SPDX-License-Identifier: Apache-2.0

/** Reads public price lists. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.pricing.lists;
