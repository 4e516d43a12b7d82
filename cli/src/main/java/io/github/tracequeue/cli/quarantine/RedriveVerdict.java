// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Printable;
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
 * Whether what is kept of a rejected body can be sent again: it must be valid by the contract, and
 * must have lost nothing by redaction but the prompt's text, which its hash stands for.
 *
 * @param possible whether it can be sent
 * @param text why, or why not
 */
record RedriveVerdict(boolean possible, String text) {
  /** Where the consumer's redactor notes what it took out. */
  private static final String REMOVED = "_redacted";

  private static final String PROMPT = "prompt_preview";

  private static final ObjectMapper JSON = new ObjectMapper();

  static RedriveVerdict of(String body) {
    MessageParser parser = new MessageParser(PromptHasher.plain());
    Optional<Rejection> rejection = rejection(parser.parse(body));
    if (rejection.isPresent()) {
      return no("it is not a valid event: " + describe(rejection.get()));
    }
    try {
      JsonNode json = JSON.readTree(body);
      List<String> lost = new ArrayList<>(lost(parser, json));
      json.path("events").forEach(event -> lost.addAll(lost(parser, event)));
      return lost.isEmpty()
          ? new RedriveVerdict(
              true,
              "possible: it is a valid event; prompt_hash stands for the prompt, if it had one")
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

  /** The fields of the contract that the redactor took out of a valid event or envelope. */
  private static List<String> lost(MessageParser parser, JsonNode valid) {
    List<String> lost = new ArrayList<>();
    Iterator<String> names = valid.path(REMOVED).fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      String field = name.split("\\.", 2)[0];
      if (!name.equals(PROMPT) && isOfContract(parser, valid, field)) {
        lost.add(name);
      }
    }
    return lost;
  }

  /**
   * Whether the contract knows a field. Only the parser can tell: it ignores a field that it does
   * not know, and no field that it knows takes both a list and a truth value.
   */
  private static boolean isOfContract(MessageParser parser, JsonNode valid, String field) {
    ObjectNode list = valid.deepCopy();
    list.putArray(field).add(0);
    ObjectNode truth = valid.deepCopy();
    truth.put(field, true);
    return rejection(parser.parse(list.toString())).isPresent()
        || rejection(parser.parse(truth.toString())).isPresent();
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
