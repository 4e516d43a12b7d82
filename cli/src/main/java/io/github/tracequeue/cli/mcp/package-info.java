// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue mcp}: the query API as tools for assistants and agents. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.mcp;
