// SPDX-License-Identifier: Apache-2.0
/** What people read, held against what it speaks of. */
@NullMarked
package io.github.tracequeue.docs;

import org.jspecify.annotations.NullMarked;
