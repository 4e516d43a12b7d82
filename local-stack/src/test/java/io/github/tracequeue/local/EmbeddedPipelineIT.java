// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** The pipeline on the services of the local stack. */
final class EmbeddedPipelineIT extends PipelineSystemTests {
  @Override
  Backend open() {
    return new EmbeddedBackend();
  }
}
