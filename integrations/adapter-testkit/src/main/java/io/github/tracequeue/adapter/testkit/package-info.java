// SPDX-License-Identifier: Apache-2.0
/** For the tests of the adapters: providers on this machine, and the contract's usage vectors. */
@NullMarked
package io.github.tracequeue.adapter.testkit;

import org.jspecify.annotations.NullMarked;
