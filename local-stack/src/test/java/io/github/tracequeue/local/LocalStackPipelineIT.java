// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** The pipeline on LocalStack, where there is a Docker engine. */
final class LocalStackPipelineIT extends PipelineSystemTests {
  @Override
  Backend open() {
    return LocalStackBackend.open();
  }
}
