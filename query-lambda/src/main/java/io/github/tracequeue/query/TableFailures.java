// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Converts failures of the table to problems that tell an operator what to do. */
final class TableFailures {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException");
  private static final Set<String> THROTTLED =
      Set.of(
          "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded");

  private TableFailures() {}

  static Problem problem(SdkException e) {
    if (e instanceof DynamoDbException failure) {
      AwsErrorDetails details = failure.awsErrorDetails();
      String code = details == null ? null : details.errorCode();
      // A proxy before DynamoDB answers without a code of AWS.
      return code == null || code.isEmpty()
          ? table("HTTP status " + failure.statusCode() + " without a reason")
          : problem(code);
    }
    if (e instanceof SdkClientException && String.valueOf(e.getMessage()).contains("credentials")) {
      return Problem.of(
          "no-credentials",
          502,
          "No AWS credentials",
          "No AWS credentials were found. Log in, set a profile, or set AWS_ACCESS_KEY_ID.");
    }
    return Problem.of(
        "table-unreachable",
        502,
        "Table unreachable",
        "DynamoDB did not answer. Check the network, the region and the endpoint.");
  }

  private static Problem problem(String code) {
    if ("ResourceNotFoundException".equals(code)) {
      return Problem.of(
          "table-not-found",
          502,
          "Table not found",
          "DynamoDB has no such table in this region and account. Check its name, the region and the"
              + " profile.");
    }
    if ("AccessDeniedException".equals(code)) {
      return Problem.of(
          "access-denied",
          502,
          "Access denied",
          "The AWS identity needs dynamodb:GetItem and dynamodb:Query on the table and its indexes,"
              + " and dynamodb:Scan on the index GSI1.");
    }
    if (EXPIRED.contains(code)) {
      return Problem.of(
          "credentials-expired",
          502,
          "Invalid AWS credentials",
          "They have expired or belong to another account. Log in again.");
    }
    if (THROTTLED.contains(code)) {
      return Problem.of("throttled", 503, "Throttled", "DynamoDB throttles the table. Try again.");
    }
    return table(code);
  }

  private static Problem table(String answer) {
    return Problem.of(
        "table-failed", 502, "Table cannot be read", "DynamoDB returned " + answer + ".");
  }
}
