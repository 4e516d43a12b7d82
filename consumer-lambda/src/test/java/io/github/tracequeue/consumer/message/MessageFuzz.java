// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.testkit.contract.ContractOracle;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for every message body, whatever its bytes: Jazzer looks for one for which it does
 * not ({@code -Pfuzz}), {@link MessageFuzzTest} tries the samples and changes of them.
 *
 * <p>The parser and the redactor never throw; nothing is rejected that the schema accepts; a reason
 * is short; and a prompt is neither in a reason nor in what the quarantine keeps, which fits.
 */
public final class MessageFuzz {

  private static final String CANARY = ContractSamples.CANARY;
  private static final String PROMPT = Field.PROMPT_PREVIEW.wireName;

  /** Longer than any name, path and limit of the contract together. */
  private static final int MAX_REASON_LENGTH = 200;

  private static final ContractSchema SCHEMA = ContractSchema.load();
  private static final Origin ORIGIN = new Origin("m", Instant.parse("2026-11-23T12:00:00Z"));
  private static final MessageParser PARSER = new MessageParser(PromptHasher.plain());
  private static final BodyRedactor REDACTOR = new BodyRedactor(PromptHasher.plain());

  private MessageFuzz() {}

  /** Loads the classes, which takes longer under Jazzer than an input may. */
  public static void fuzzerInitialize() {
    ContractSamples.good().forEach(sample -> fuzzerTestOneInput(sample.body()));
  }

  /** Jazzer's entry point: throws where something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    String body = new String(input, UTF_8);
    Optional<JsonNode> tree = ContractSchema.parse(body.getBytes(UTF_8));
    boolean canaryIsPromptOnly = tree.isPresent() && isPromptOnly(body, tree.orElseThrow());
    ParsedMessage message = PARSER.parse(body, ORIGIN);
    List<Rejection> rejections = rejections(message);
    if (tree.isPresent()
        && SCHEMA.validate(tree.orElseThrow()).isEmpty()
        && ContractOracle.isTree(body)) {
      require(rejections.isEmpty(), "rejects what the schema accepts");
    }
    for (Rejection rejection : rejections) {
      String reason = rejection.field() + rejection.detail();
      require(reason.length() <= MAX_REASON_LENGTH, "a reason of any length");
      require(!canaryIsPromptOnly || !reason.contains(CANARY), "a prompt in a reason");
    }
    checkKept(REDACTOR.redact(body), canaryIsPromptOnly);
    if (message instanceof ParsedMessage.Accepted accepted) {
      for (MessageEvent event : accepted.events()) {
        checkKept(REDACTOR.redact(event.text()), canaryIsPromptOnly);
      }
    }
  }

  private static void checkKept(Redacted kept, boolean canaryIsPromptOnly) {
    require(!kept.text().isEmpty(), "keeps nothing to look at");
    require(CodePoints.utf8Bytes(kept.text()) <= BodyRedactor.MAX_BYTES, "keeps too much");
    require(!canaryIsPromptOnly || !kept.text().contains(CANARY), "a prompt in quarantine");
  }

  private static List<Rejection> rejections(ParsedMessage message) {
    return message.match(
        accepted ->
            accepted.events().stream()
                .map(MessageEvent::event)
                .filter(RejectedEvent.class::isInstance)
                .map(event -> ((RejectedEvent) event).rejection())
                .toList(),
        rejected -> List.of(rejected.rejection()));
  }

  /** Whether each time that the canary is in the body, it is in the text of a prompt. */
  private static boolean isPromptOnly(String body, JsonNode tree) {
    int inPrompts = 0;
    for (JsonNode prompt : tree.findValues(PROMPT)) {
      inPrompts += prompt.isTextual() ? count(prompt.textValue()) : 0;
    }
    return inPrompts > 0 && inPrompts == count(body) && count(withoutPrompts(tree)) == 0;
  }

  private static String withoutPrompts(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    copy.findParents(PROMPT).forEach(parent -> ((ObjectNode) parent).remove(PROMPT));
    return copy.toString();
  }

  private static int count(String text) {
    int count = 0;
    for (int at = text.indexOf(CANARY); at >= 0; at = text.indexOf(CANARY, at + 1)) {
      count++;
    }
    return count;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
