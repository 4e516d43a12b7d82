// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.consumer.message.ContractFields;
import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedEvent;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.message.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a quarantined body can be sent again: it must be valid, and redaction must have removed
 * only the prompt's text, which its hash replaces.
 *
 * @param possible whether it can be sent
 * @param text the reason
 * @param body the body to send; empty if it cannot be sent
 */
record RedriveVerdict(boolean possible, String text, String body) {
  /** The field in which the consumer's redactor lists the removed values. */
  private static final String REMOVED = "_redacted";

  /** The field with the number of events that did not fit into a message. */
  private static final String TRUNCATED = "_truncated";

  private static final String PROMPT = "prompt_preview";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static RedriveVerdict of(QuarantinedMessage message) {
    Origin origin =
        new Origin(message.id(), Objects.requireNonNullElse(message.receivedAt(), Instant.EPOCH));
    return new MessageParser(PromptHasher.plain())
        .parse(message.body(), origin)
        .match(
            accepted -> ofAccepted(message.body(), accepted),
            rejected -> invalid(rejected.rejection()));
  }

  private static RedriveVerdict ofAccepted(String body, ParsedMessage.Accepted accepted) {
    Optional<Rejection> rejection =
        accepted.events().stream().flatMap(event -> rejection(event.event()).stream()).findFirst();
    if (rejection.isPresent()) {
      return invalid(rejection.get());
    }
    try {
      JsonNode json = JSON.readTree(body);
      int missing = json.path(TRUNCATED).path("events").asInt();
      if (missing > 0) {
        return no(missing + " of its events did not fit into the quarantined message");
      }
      List<String> lost = new ArrayList<>(lost(json));
      json.path("events").forEach(event -> lost.addAll(lost(event)));
      return lost.isEmpty()
          ? new RedriveVerdict(
              true,
              "possible: the event is valid; prompt_hash replaces the prompt, if it had one",
              withIdsAndTimes(body, json, accepted.events()))
          : no("the value of " + Printable.line(String.join(", ", lost)) + " was not kept");
    } catch (JsonProcessingException e) {
      return no("the body is not valid JSON");
    }
  }

  /**
   * Adds the id and time of the quarantined message to events without them, so that they stay the
   * same events if they are sent again more than once.
   */
  private static String withIdsAndTimes(String body, JsonNode json, List<MessageEvent> events)
      throws JsonProcessingException {
    if (events.stream().allMatch(event -> event.hasId() && event.hasTime())) {
      return body;
    }
    if (!(json.get("events") instanceof ArrayNode array)) {
      return events.get(0).standalone();
    }
    for (MessageEvent event : events) {
      array.set(event.position(), JSON.readTree(event.standalone()));
    }
    return json.toString();
  }

  private static RedriveVerdict invalid(Rejection rejection) {
    return no("the event is invalid: " + describe(rejection));
  }

  private static RedriveVerdict no(String why) {
    return new RedriveVerdict(false, "not possible: " + why, "");
  }

  private static String describe(Rejection rejection) {
    String text = rejection.reason().code();
    text += rejection.field().isEmpty() ? "" : " " + Printable.line(rejection.field());
    return text + (rejection.detail().isEmpty() ? "" : " (" + rejection.detail() + ")");
  }

  /** The contract's fields whose values the redactor removed from a valid event or envelope. */
  private static List<String> lost(JsonNode valid) {
    List<String> lost = new ArrayList<>();
    Iterator<String> names = valid.path(REMOVED).fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      String field = name.split("\\.", 2)[0];
      if (!name.equals(PROMPT) && ContractFields.contains(field)) {
        lost.add(name);
      }
    }
    return lost;
  }

  private static Optional<Rejection> rejection(ParsedEvent event) {
    return event.match(
        trace -> Optional.empty(),
        run -> Optional.empty(),
        rejected -> Optional.of(rejected.rejection()));
  }
}
