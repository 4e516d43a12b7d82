// SPDX-License-Identifier: Apache-2.0
/** A stand-in for the providers of models. */
@NullMarked
package io.github.tracequeue.examples.standin;

import org.jspecify.annotations.NullMarked;
