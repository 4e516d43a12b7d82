// SPDX-License-Identifier: Apache-2.0

/** What several commands take: access to AWS, files and times. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.options;
