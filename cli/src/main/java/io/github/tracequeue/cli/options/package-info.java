// SPDX-License-Identifier: Apache-2.0

/** Options that several commands share: AWS access, files and times. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.options;
