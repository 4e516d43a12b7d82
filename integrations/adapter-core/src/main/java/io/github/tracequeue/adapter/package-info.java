// SPDX-License-Identifier: Apache-2.0
/** What the adapters for frameworks share. */
@NullMarked
package io.github.tracequeue.adapter;

import org.jspecify.annotations.NullMarked;
