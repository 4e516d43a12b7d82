// SPDX-License-Identifier: Apache-2.0
/** Records the model calls of the AWS SDK's Bedrock clients. */
@NullMarked
package io.github.tracequeue.bedrock;

import org.jspecify.annotations.NullMarked;
