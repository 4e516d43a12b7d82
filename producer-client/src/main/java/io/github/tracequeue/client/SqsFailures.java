// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** Tells by SQS's error codes what to do about a failure. */
final class SqsFailures {
  private SqsFailures() {}

  /** A failure of the request as a whole. */
  static SendFailure ofRequest(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? "" : Text.orEmpty(details.errorCode());
    String detail = describe(code, details == null ? null : details.errorMessage());
    return new SendFailure(kindOf(e, code), detail + " (HTTP " + e.statusCode() + ")");
  }

  /** A failure of one message. */
  static SendFailure ofEntry(BatchResultErrorEntry entry) {
    String code = Text.orEmpty(entry.code());
    String detail = describe(code, entry.message());
    if (!Boolean.TRUE.equals(entry.senderFault())) {
      return new SendFailure(SendFailure.Kind.TRANSIENT, detail);
    }
    if (isKeyTrouble(code)) {
      return new SendFailure(SendFailure.Kind.UNAUTHORIZED, detail);
    }
    boolean isTooLong =
        isTooLong(code) || (code.contains("InvalidParameterValue") && isAboutLength(detail));
    return new SendFailure(
        isTooLong ? SendFailure.Kind.TOO_LONG : SendFailure.Kind.REJECTED, detail);
  }

  private static SendFailure.Kind kindOf(AwsServiceException e, String code) {
    int status = e.statusCode();
    if (code.contains("QueueDoesNotExist") || code.contains("NonExistentQueue") || status == 404) {
      return SendFailure.Kind.QUEUE_MISSING;
    }
    if (e.isThrottlingException() || status == 429 || status == 408 || code.contains("Throttl")) {
      return SendFailure.Kind.TRANSIENT;
    }
    if (status == 401 || status == 403 || isDenied(code) || isKeyTrouble(code)) {
      return SendFailure.Kind.UNAUTHORIZED;
    }
    if (isTooLong(code) || status == 413) {
      return SendFailure.Kind.TOO_LONG;
    }
    return status >= 400 && status < 500 ? SendFailure.Kind.REJECTED : SendFailure.Kind.TRANSIENT;
  }

  /** AWS's common errors have these with status 400 too. */
  private static boolean isDenied(String code) {
    return code.contains("AccessDenied") || code.contains("NotAuthorized");
  }

  private static boolean isTooLong(String code) {
    return code.contains("TooLong") || code.contains("TooLarge");
  }

  private static boolean isAboutLength(String detail) {
    String text = detail.toLowerCase(Locale.ROOT);
    return text.contains("shorter") || text.contains("longer") || text.contains("too long");
  }

  /** The queue's encryption key cannot be used: as good as no access to the queue. */
  private static boolean isKeyTrouble(String code) {
    return code.toLowerCase(Locale.ROOT).startsWith("kms");
  }

  private static String describe(String code, @Nullable String message) {
    return message == null || message.isEmpty() ? code : code + ": " + message;
  }
}
