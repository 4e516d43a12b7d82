// SPDX-License-Identifier: Apache-2.0

/** Tests of the repository as a whole: module boundaries, project files and docs. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.conventions;
