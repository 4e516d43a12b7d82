// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** The pipeline on services that run elsewhere. */
final class EndpointPipelineIT extends PipelineSystemTests {
  @Override
  Backend open() {
    return EndpointBackend.open();
  }
}
