// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Detects a body inside another: in an SNS notification, in an EventBridge event, or as JSON text.
 */
final class Wrapper {

  private final String text;
  private @Nullable String encodedTwice;
  private boolean isNotification;
  private @Nullable String message;
  private boolean hasDetailType;
  private @Nullable String detail;

  Wrapper(String text) {
    this.text = text;
  }

  void encodedTwice(String inner) {
    encodedTwice = inner;
  }

  /** Reads a field of the outermost object and moves to the end of its value. */
  void read(String name, JsonParser parser, JsonToken value) throws IOException {
    boolean isText = value == JsonToken.VALUE_STRING;
    switch (name) {
      case "Type" -> isNotification = isText && parser.getText().equals("Notification");
      case "Message" -> message = isText ? parser.getText() : null;
      case "detail-type" -> hasDetailType = true;
      case "detail" -> {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        detail = isText ? parser.getText() : text.substring(start, end);
        return;
      }
      default -> {}
    }
    parser.skipChildren();
  }

  /** The wrapped body, if there is one. */
  @Nullable String inner() {
    if (encodedTwice != null) {
      return encodedTwice;
    }
    if (isNotification && message != null) {
      return message;
    }
    return hasDetailType ? detail : null;
  }
}
