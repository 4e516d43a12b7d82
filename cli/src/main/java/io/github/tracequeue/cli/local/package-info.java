// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue local}: the pipeline on this machine, with demo agents. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.local;
