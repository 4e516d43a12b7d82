// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

final class SqsEventJsonTest {
  private static final String ARN = "arn:aws:sqs:us-east-2:123456789012:my-queue";

  @Test
  void record_plainMessage_asInTheLambdaDeveloperGuide() {
    Message message =
        Message.builder()
            .messageId("059f36b4-87a3-44ab-83d2-661975830a7d")
            .receiptHandle("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...")
            .body("Test \"message\".")
            .md5OfBody("e4e68fb7bd0e697a0ae8f1bb342846b3")
            .attributesWithStrings(
                Map.of(
                    "ApproximateReceiveCount", "1",
                    "SentTimestamp", "1545082649183",
                    "SenderId", "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp", "1545082649185"))
            .build();

    assertThat(Json.tree(SqsEventJson.record(message, ARN, "us-east-2")))
        .isEqualTo(
            Json.tree(
                """
                {
                  "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
                  "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                  "body": "Test \\"message\\".",
                  "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1545082649183",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": "1545082649185"
                  },
                  "messageAttributes": {},
                  "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                  "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
                  "awsRegion": "us-east-2"
                }
                """));
  }

  @Test
  void record_messageAttributes_textAndBinary() {
    Message message =
        Message.builder()
            .messageId("m")
            .receiptHandle("r")
            .body("b")
            .md5OfBody("d")
            .md5OfMessageAttributes("e")
            .messageAttributes(
                Map.of(
                    "reason",
                    MessageAttributeValue.builder().dataType("String").stringValue("bad").build(),
                    "raw",
                    MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))
                        .build()))
            .build();

    assertThat(Json.tree(SqsEventJson.record(message, ARN, "us-east-2")).get("messageAttributes"))
        .isEqualTo(
            Json.tree(
                """
                {
                  "reason": {
                    "stringValue": "bad",
                    "stringListValues": [],
                    "binaryListValues": [],
                    "dataType": "String"
                  },
                  "raw": {
                    "binaryValue": "AQID",
                    "stringListValues": [],
                    "binaryListValues": [],
                    "dataType": "Binary"
                  }
                }
                """));
  }
}
