// SPDX-License-Identifier: Apache-2.0
/** An agent with the AWS SDK for Bedrock. */
@NullMarked
package io.github.tracequeue.examples.bedrock;

import org.jspecify.annotations.NullMarked;
