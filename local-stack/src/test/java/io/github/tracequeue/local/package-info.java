// SPDX-License-Identifier: Apache-2.0

/** Tests of the local stack, and through it of the whole pipeline. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.local;
