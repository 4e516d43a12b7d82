// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** An error response of an emulated service, in the form that AWS's SDKs expect. */
final class ServiceError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String shape;
  private final String code;
  private final int status;

  private ServiceError(String shape, String code, int status, String message) {
    super(message);
    this.shape = shape;
    this.code = code;
    this.status = status;
  }

  static ServiceError invalidValue(String message) {
    return new ServiceError(
        "com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterValueException",
        "InvalidParameterValue",
        400,
        message);
  }

  static ServiceError invalidCombination(String message) {
    return new ServiceError(
        "com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterCombinationException",
        "InvalidParameterCombination",
        400,
        message);
  }

  static ServiceError missing(String parameter) {
    return new ServiceError(
        "com.amazonaws.cloudwatch.v2010_08_01#MissingRequiredParameterException",
        "MissingParameter",
        400,
        "The parameter " + parameter + " is required.");
  }

  static ServiceError unknownOperation(String service, String operation) {
    return new ServiceError(
        "com.amazon.coral.service#UnknownOperationException",
        "InvalidAction",
        404,
        "The local " + service + " has no operation " + operation + ".");
  }

  static ServiceError notARequest(String message) {
    return new ServiceError(
        "com.amazon.coral.service#SerializationException", "MalformedInput", 400, message);
  }

  static ServiceError tooLarge() {
    return new ServiceError(
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
