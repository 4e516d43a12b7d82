// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** An error response of CloudWatch, in the form that its SDKs expect. */
final class CloudWatchError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String shape;
  private final String code;
  private final int status;

  private CloudWatchError(String shape, String code, int status, String message) {
    super(message);
    this.shape = shape;
    this.code = code;
    this.status = status;
  }

  static CloudWatchError invalidValue(String message) {
    return new CloudWatchError(
        "com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterValueException",
        "InvalidParameterValue",
        400,
        message);
  }

  static CloudWatchError invalidCombination(String message) {
    return new CloudWatchError(
        "com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterCombinationException",
        "InvalidParameterCombination",
        400,
        message);
  }

  static CloudWatchError missing(String parameter) {
    return new CloudWatchError(
        "com.amazonaws.cloudwatch.v2010_08_01#MissingRequiredParameterException",
        "MissingParameter",
        400,
        "The parameter " + parameter + " is required.");
  }

  static CloudWatchError unknownOperation(String operation) {
    return new CloudWatchError(
        "com.amazon.coral.service#UnknownOperationException",
        "InvalidAction",
        404,
        "The local CloudWatch has no operation " + operation + ".");
  }

  static CloudWatchError notARequest(String message) {
    return new CloudWatchError(
        "com.amazon.coral.service#SerializationException", "MalformedInput", 400, message);
  }

  static CloudWatchError tooLarge() {
    return new CloudWatchError(
        "com.amazonaws.cloudwatch.v2010_08_01#RequestEntityTooLargeException",
        "RequestEntityTooLarge",
        413,
        "The request is larger than 1 MB.");
  }

  /** The error type in Smithy protocols. */
  String shape() {
    return shape;
  }

  /** The error code in the query protocol. */
  String code() {
    return code;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
