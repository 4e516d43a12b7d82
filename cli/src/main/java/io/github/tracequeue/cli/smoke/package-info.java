// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue smoke}: sends one call through a deployed pipeline and checks the result. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.smoke;
