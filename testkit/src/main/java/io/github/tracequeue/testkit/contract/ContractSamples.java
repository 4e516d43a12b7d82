// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The sample message bodies and golden vectors of the contract; each call reads the files. */
public final class ContractSamples {
  /** A part of the prompt text in most bad samples, which must not appear in any output. */
  public static final String CANARY = "CANARY-PROMPT-7f3a";

  static final String INDEX = "expected.json";

  private static final JsonMapper MAPPER = new JsonMapper();

  private ContractSamples() {}

  /** The contract folder, from the system property {@code contract.dir}. */
  public static Path directory() {
    String directory = System.getProperty("contract.dir");
    if (directory == null) {
      throw new IllegalStateException("The system property contract.dir is not set");
    }
    return Path.of(directory);
  }

  /** Message bodies that must be accepted, in the order of their names. */
  public static List<GoodSample> good() {
    Path folder = directory().resolve("good");
    return namesIn(folder).stream()
        .map(name -> new GoodSample(name, read(folder.resolve(name))))
        .toList();
  }

  /** Message bodies that must be rejected completely or in part, in the order of their names. */
  public static List<BadSample> bad() {
    List<BadSample> samples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : readTree(badFile(INDEX)).properties()) {
      samples.add(badSample(entry.getKey(), entry.getValue()));
    }
    return samples;
  }

  /** The golden vectors in a file, for example {@code prompt-hash.json}. */
  public static List<JsonNode> vectors(String file) {
    JsonNode vectors = readTree(directory().resolve("vectors").resolve(file));
    return StreamSupport.stream(vectors.spliterator(), false).toList();
  }

  /** The usage vectors of all providers: what each reports, what it becomes and what it costs. */
  public static List<JsonNode> usageVectors() {
    Path folder = directory().resolve("usage");
    return namesIn(folder).stream()
        .filter(name -> name.endsWith(".json"))
        .flatMap(name -> StreamSupport.stream(readTree(folder.resolve(name)).spliterator(), false))
        .toList();
  }

  /** Message bodies of which every event must be stored, repaired where that is needed. */
  public static List<RepairedSample> repaired() {
    List<RepairedSample> samples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : repairedIndex().required("samples").properties()) {
      JsonNode expected = entry.getValue();
      List<RepairedEvent> events = new ArrayList<>();
      for (JsonNode event : expected.has("events") ? expected.get("events") : List.of(expected)) {
        Set<String> fields = new TreeSet<>();
        event.required("repaired").forEach(name -> fields.add(name.textValue()));
        events.add(new RepairedEvent(fields, event.required("stored")));
      }
      samples.add(
          new RepairedSample(
              entry.getKey(),
              read(directory().resolve("repaired").resolve(entry.getKey())),
              expected.required("schema").booleanValue(),
              events,
              expected.path("dropped").longValue()));
    }
    return samples;
  }

  /** The id of the message in which the repaired samples are delivered. */
  public static String messageId() {
    return repairedIndex().required("message_id").textValue();
  }

  /** When the message with the repaired samples was sent. */
  public static Instant sentAt() {
    return Instant.parse(repairedIndex().required("sent_timestamp").textValue());
  }

  /** Bodies inside other bodies. */
  public static List<WrappedSample> wrapped() {
    Path folder = directory().resolve("wrapped");
    List<WrappedSample> samples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : readTree(folder.resolve(INDEX)).properties()) {
      Path inner = directory().resolve(entry.getValue().required("holds").textValue());
      samples.add(
          new WrappedSample(entry.getKey(), read(folder.resolve(entry.getKey())), read(inner)));
    }
    return samples;
  }

  private static JsonNode repairedIndex() {
    return readTree(directory().resolve("repaired").resolve(INDEX));
  }

  static List<String> namesIn(Path folder) {
    try (var files = Files.list(folder)) {
      return List.copyOf(
          files.map(file -> file.getFileName().toString()).collect(toCollection(TreeSet::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path badFile(String name) {
    return directory().resolve("bad").resolve(name);
  }

  static JsonNode readTree(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BadSample badSample(String name, JsonNode expected) {
    boolean generated = expected.has("generate");
    byte[] body = generated ? generate(expected.get("generate")) : read(badFile(name));
    List<Rejection> rejections = new ArrayList<>();
    List<Integer> goodEvents = new ArrayList<>();
    if (expected.has("events")) {
      JsonNode events = expected.get("events");
      events.required("good").forEach(index -> goodEvents.add(index.intValue()));
      events
          .required("bad")
          .forEach(bad -> rejections.add(rejection(bad.required("index").intValue(), bad)));
    } else {
      rejections.add(rejection(Rejection.WHOLE_MESSAGE, expected));
    }
    boolean rejectedBySchema = expected.required("schema").booleanValue();
    return new BadSample(name, body, rejectedBySchema, generated, rejections, goodEvents);
  }

  private static Rejection rejection(int event, JsonNode expected) {
    return new Rejection(
        event, expected.required("reason").textValue(), expected.required("field").textValue());
  }

  private static byte[] generate(JsonNode parts) {
    StringBuilder body = new StringBuilder();
    for (JsonNode part : parts) {
      body.append(part.required("text").textValue().repeat(part.path("times").asInt(1)));
    }
    return body.toString().getBytes(UTF_8);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A body that must be accepted.
   *
   * @param name file name in the folder of good samples
   * @param body the bytes of the message body
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record GoodSample(String name, byte[] body) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A body that must be accepted as a whole and repaired in part.
   *
   * @param name file name in the folder of repaired samples
   * @param body the bytes of the message body
   * @param rejectedBySchema whether the JSON Schema alone finds a fault
   * @param events what must be stored of each event
   * @param dropped how many drops of the sender must be counted
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record RepairedSample(
      String name,
      byte[] body,
      boolean rejectedBySchema,
      List<RepairedEvent> events,
      long dropped) {
    public RepairedSample {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What must be stored of an event.
   *
   * @param repaired the fields that came with an invalid value
   * @param stored some fields and their stored values, null for one that is not stored
   */
  public record RepairedEvent(Set<String> repaired, JsonNode stored) {
    public RepairedEvent {
      repaired = Set.copyOf(repaired);
    }
  }

  /** A body inside another one. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record WrappedSample(String name, byte[] body, byte[] inner) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A body that must be rejected.
   *
   * @param name file name in the folder of bad samples, or what it would be for a generated body
   * @param body the bytes of the message body, not always UTF-8
   * @param rejectedBySchema whether the JSON Schema alone rejects it
   * @param generated whether the body is described in the index instead of stored in a file
   * @param rejections one for the message, or one for each bad event of a good envelope
   * @param goodEvents indexes in the envelope of the events that must be stored
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record BadSample(
      String name,
      byte[] body,
      boolean rejectedBySchema,
      boolean generated,
      List<Rejection> rejections,
      List<Integer> goodEvents) {
    public BadSample {
      rejections = List.copyOf(rejections);
      goodEvents = List.copyOf(goodEvents);
    }

    /** Whether no event of the message may be stored. */
    public boolean rejectsWholeMessage() {
      return rejections.get(0).event() == Rejection.WHOLE_MESSAGE;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What a consumer must say about a rejected message or event.
   *
   * @param event index of the rejected event in its envelope, or {@link #WHOLE_MESSAGE}
   * @param reason one of the contract's reason codes
   * @param field path in the rejected message or event, such as {@code tags.team}; empty where no
   *     single field is at fault
   */
  public record Rejection(int event, String reason, String field) {
    /** The index for a rejected message. */
    public static final int WHOLE_MESSAGE = -1;
  }
}
