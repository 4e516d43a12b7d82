// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.contract.BodyGenerator;
import io.github.tracequeue.testkit.contract.ContractOracle;
import io.github.tracequeue.testkit.contract.ContractOracle.Rejected;
import io.github.tracequeue.testkit.contract.ContractOracle.Sent;
import io.github.tracequeue.testkit.contract.StoredFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parser and an oracle that is made of the JSON Schema give the same verdict, the same stored
 * values and the same repairs on generated and mutated bodies: 30,000 in each build, 100,000 with
 * {@code -Dschema.seeds=10}. Bodies with a name twice are left out, because a tree cannot hold
 * them.
 */
final class SchemaAgreementTest {

  private static final int BODIES_PER_SEED = 10_000;
  private static final Sent MESSAGE =
      new Sent("5fea7756-0ea4-451a-a703-a558b933e274", Instant.parse("2026-11-23T12:00:00Z"));

  private final MessageParser parser = new MessageParser(PromptHasher.plain());
  private final ContractOracle oracle = new ContractOracle();

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_mutatedBody_agreesWithTheSchema(long seed) {
    BodyGenerator generator = new BodyGenerator(new Random(seed));
    int compared = 0;
    int asSent = 0;
    int rejected = 0;
    Set<String> repaired = new TreeSet<>();
    while (compared < BODIES_PER_SEED) {
      String body = generator.next();
      Optional<List<Object>> judged = oracle.judge(body, MESSAGE);
      if (judged.isEmpty()) {
        continue;
      }
      List<Object> expected = judged.get();
      assertThat(verdicts(parser.parse(body, new Origin(MESSAGE.id(), MESSAGE.at()))))
          .as("seed %d, body %s", seed, body)
          .isEqualTo(expected);
      compared++;
      for (Object verdict : expected) {
        if (verdict instanceof StoredFields stored) {
          repaired.addAll(stored.repaired());
          asSent += stored.repaired().isEmpty() ? 1 : 0;
        } else {
          rejected++;
        }
      }
    }
    // A generator that makes only good or only bad bodies would prove little.
    assertThat(asSent).isGreaterThan(BODIES_PER_SEED / 10);
    assertThat(rejected).isGreaterThan(BODIES_PER_SEED / 10);
    assertThat(repaired).hasSizeGreaterThan(Field.COUNT - 5);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("schema.seeds", 3));
  }

  private static List<Object> verdicts(ParsedMessage message) {
    if (message instanceof ParsedMessage.Rejected rejected) {
      return List.of(rejected(rejected.rejection()));
    }
    List<Object> verdicts = new ArrayList<>();
    for (MessageEvent event : ((ParsedMessage.Accepted) message).events()) {
      verdicts.add(
          event.event() instanceof RejectedEvent rejected
              ? rejected(rejected.rejection())
              : ParsedFields.of(event.event()));
    }
    return verdicts;
  }

  private static Rejected rejected(Rejection rejection) {
    return new Rejected(rejection.reason().code(), rejection.field());
  }
}
