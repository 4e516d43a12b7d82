// SPDX-License-Identifier: Apache-2.0
/** What an adapter adds to a call of its framework. */
@NullMarked
package io.github.tracequeue.benchmarks.adapters;

import org.jspecify.annotations.NullMarked;
