// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import io.github.tracequeue.client.SendFailure.Kind;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** Classifies failures by SQS's error codes. */
final class SqsFailures {
  private SqsFailures() {}

  /** A failure of a request. */
  static SendFailure ofRequest(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? "" : Text.orEmpty(details.errorCode());
    String message = details == null ? null : details.errorMessage();
    String detail = detail(code, message) + " (HTTP " + e.statusCode() + ")";
    return new SendFailure(kindOf(e, code), detail);
  }

  /** A failure of one message of a request. */
  static SendFailure ofEntry(BatchResultErrorEntry entry) {
    String code = Text.orEmpty(entry.code());
    String detail = detail(code, entry.message());
    Kind kind = kindOf(code);
    if (kind == null) {
      boolean isSenderFault = Boolean.TRUE.equals(entry.senderFault());
      kind = isSenderFault ? kindOfSenderFault(code, detail) : Kind.TRANSIENT;
    }
    return new SendFailure(kind, detail);
  }

  private static Kind kindOf(AwsServiceException e, String code) {
    int status = e.statusCode();
    if (e.isThrottlingException() || status == 429 || status == 408) {
      return Kind.TRANSIENT;
    }
    Kind kind = kindOf(code);
    if (kind != null) {
      return kind;
    }
    return switch (status) {
      case 401, 403 -> Kind.UNAUTHORIZED;
      case 404 -> Kind.QUEUE_MISSING;
      case 413 -> Kind.TOO_LONG;
      default -> status >= 400 && status < 500 ? Kind.REJECTED : Kind.TRANSIENT;
    };
  }

  /**
   * The failure that the code identifies without the message, for a request and for one of its
   * messages; null if it identifies none.
   */
  private static @Nullable Kind kindOf(String code) {
    // Checked before KMS, because KmsThrottled is temporary.
    if (contains(code, "Throttl", "OverLimit", "TooManyRequests", "SlowDown", "RequestTimeout")) {
      return Kind.TRANSIENT;
    }
    if (contains(code, "QueueDoesNotExist", "NonExistentQueue")) {
      return Kind.QUEUE_MISSING;
    }
    // Without access to the encryption key, the queue cannot be used.
    boolean isKms = code.toLowerCase(Locale.ROOT).startsWith("kms");
    if (isKms || contains(code, "AccessDenied", "NotAuthorized", "ExpiredToken")) {
      return Kind.UNAUTHORIZED;
    }
    return contains(code, "TooLong", "TooLarge") ? Kind.TOO_LONG : null;
  }

  private static Kind kindOfSenderFault(String code, String detail) {
    String text = detail.toLowerCase(Locale.ROOT);
    boolean isAboutLength = contains(text, "shorter", "longer", "too long");
    return code.contains("InvalidParameterValue") && isAboutLength ? Kind.TOO_LONG : Kind.REJECTED;
  }

  private static boolean contains(String text, String... parts) {
    return Stream.of(parts).anyMatch(text::contains);
  }

  private static String detail(String code, @Nullable String message) {
    return message == null || message.isEmpty() ? code : code + ": " + message;
  }
}
