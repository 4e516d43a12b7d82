// SPDX-License-Identifier: Apache-2.0
/** For the tests of an agent: what it records and what that costs, without a queue. */
@NullMarked
package io.github.tracequeue.testing;

import org.jspecify.annotations.NullMarked;
