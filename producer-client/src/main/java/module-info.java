// SPDX-License-Identifier: Apache-2.0

/** The producer client: records traces of LLM calls and never makes the agent wait. */
module io.github.tracequeue.client {
  // AWS's jars are not modules and cannot require it, but their clients need it to start.
  requires org.slf4j;
  requires transitive software.amazon.awssdk.services.sqs;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.endpoints;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.protocols.jsoncore;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;
  requires static micrometer.core;
  requires static org.jspecify;

  exports io.github.tracequeue.client;
}
