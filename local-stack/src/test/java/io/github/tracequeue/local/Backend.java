// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** SQS, DynamoDB and CloudWatch of some kind, for the system tests to run on. */
interface Backend extends AutoCloseable {

  /** Where they are. */
  ServiceEndpoints endpoints();

  @Override
  void close();
}
