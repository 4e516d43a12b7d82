// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.consumer.message.ContractFields;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.ParsedEvent;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.message.Rejection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a quarantined body can be sent again: it must be valid, and redaction must have removed
 * nothing but the prompt's text, which its hash replaces.
 *
 * @param possible whether it can be sent
 * @param text why, or why not
 */
record RedriveVerdict(boolean possible, String text) {
  /** The field in which the consumer's redactor lists what it removed. */
  private static final String REMOVED = "_redacted";

  private static final String PROMPT = "prompt_preview";

  private static final ObjectMapper JSON = new ObjectMapper();

  static RedriveVerdict of(String body) {
    Optional<Rejection> rejection = rejection(new MessageParser(PromptHasher.plain()).parse(body));
    if (rejection.isPresent()) {
      return no("it is not a valid event: " + describe(rejection.get()));
    }
    try {
      JsonNode json = JSON.readTree(body);
      List<String> lost = new ArrayList<>(lost(json));
      json.path("events").forEach(event -> lost.addAll(lost(event)));
      return lost.isEmpty()
          ? new RedriveVerdict(
              true, "possible: it is a valid event; prompt_hash replaces the prompt, if it had one")
          : no("its value of " + Printable.line(String.join(", ", lost)) + " was not kept");
    } catch (JsonProcessingException e) {
      return no("it is not JSON");
    }
  }

  private static RedriveVerdict no(String why) {
    return new RedriveVerdict(false, "not possible: " + why);
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

  private static Optional<Rejection> rejection(ParsedMessage message) {
    return message.match(
        accepted ->
            accepted.events().stream().flatMap(event -> rejection(event).stream()).findFirst(),
        rejected -> Optional.of(rejected.rejection()));
  }

  private static Optional<Rejection> rejection(ParsedEvent event) {
    return event.match(
        trace -> Optional.empty(),
        run -> Optional.empty(),
        rejected -> Optional.of(rejected.rejection()));
  }
}
