// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/** The response of SQS if it accepts everything. */
final class SqsAnswer {
  /** Matches only ids outside of message bodies, where quotes are escaped. */
  private static final String ID = "\"Id\":\"";

  private SqsAnswer() {}

  static String to(String request, String target) {
    if (!target.endsWith(".SendMessageBatch")) {
      return "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"none\"}";
    }
    var answer = new StringBuilder("{\"Failed\":[],\"Successful\":[");
    boolean first = true;
    for (int at = request.indexOf(ID); at >= 0; at = request.indexOf(ID, at)) {
      at += ID.length();
      String id = request.substring(at, request.indexOf('"', at));
      answer
          .append(first ? "" : ",")
          .append("{\"Id\":\"")
          .append(id)
          .append("\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"none\"}");
      first = false;
    }
    return answer.append("]}").toString();
  }
}
