// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code ran in a flight recording: each sample belongs to the innermost frame with an owner.
 */
final class ProfileSummary {
  private static final Map<String, String> OWNERS = owners();
  private static final String NOBODY = "JDK alone";

  private final Map<String, Integer> samples = new TreeMap<>();
  private int total;

  private ProfileSummary() {}

  static ProfileSummary of(List<Path> recordings) throws IOException {
    ProfileSummary summary = new ProfileSummary();
    for (Path recording : recordings) {
      try (RecordingFile file = new RecordingFile(recording)) {
        while (file.hasMoreEvents()) {
          RecordedEvent event = file.readEvent();
          if (event.getEventType().getName().equals("jdk.ExecutionSample")
              && event.getStackTrace() != null) {
            summary.samples.merge(owner(event.getStackTrace().getFrames()), 1, Integer::sum);
            summary.total++;
          }
        }
      }
    }
    return summary;
  }

  /** Lines of a table, the largest part first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            each ->
                lines.add(
                    "| %s | %d | %.1f %% |"
                        .formatted(
                            each.getKey(), each.getValue(), 100.0 * each.getValue() / total)));
    return lines;
  }

  private static String owner(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      if (frame.isJavaFrame()) {
        String type = frame.getMethod().getType().getName();
        for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
          if (type.startsWith(owner.getKey())) {
            return owner.getValue();
          }
        }
      }
    }
    return NOBODY;
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new LinkedHashMap<>();
    owners.put("io.github.tracequeue.local.", "emulators: ours (CloudWatch, mapping, Runtime API)");
    owners.put("io.github.tracequeue.client.", "Tracequeue client");
    owners.put("io.github.tracequeue.store.", "Tracequeue consumer: store");
    owners.put("io.github.tracequeue.pricing.", "Tracequeue consumer: prices");
    owners.put("io.github.tracequeue.", "Tracequeue consumer");
    owners.put("software.amazon.awssdk.", "AWS SDK");
    owners.put("com.amazonaws.services.lambda.", "AWS's Lambda runtime client");
    owners.put("io.micrometer.", "Micrometer");
    owners.put("software.amazon.dynamodb.", "emulators: DynamoDB Local");
    owners.put("com.amazon.", "emulators: DynamoDB Local");
    owners.put("com.amazonaws.", "emulators: DynamoDB Local");
    owners.put("com.almworks.", "emulators: DynamoDB Local");
    owners.put("org.eclipse.jetty.", "emulators: DynamoDB Local");
    owners.put("org.elasticmq.", "emulators: ElasticMQ");
    owners.put("org.apache.pekko.", "emulators: ElasticMQ");
    owners.put("scala.", "emulators: ElasticMQ");
    owners.put("spray.", "emulators: ElasticMQ");
    owners.put("com.fasterxml.jackson.", "Jackson");
    return owners;
  }
}
