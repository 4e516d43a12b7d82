// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tracequeue.testkit.contract.ContractSamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer's short form: every sample, and bytes changed at random in them. */
final class MessageFuzzTest {

  private static final int BODIES_PER_SEED = 5_000;
  private static final int MAX_SAMPLE = 4_000;

  @Test
  void fuzz_everySample_holds() {
    for (byte[] sample : samples(Integer.MAX_VALUE)) {
      MessageFuzz.fuzzerTestOneInput(sample);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fuzz_samplesWithOtherBytes_holdAndEndSoon(long seed) {
    List<byte[]> samples = samples(MAX_SAMPLE);
    Random random = new Random(seed);
    long slowest = 0;
    for (int i = 0; i < BODIES_PER_SEED; i++) {
      byte[] body = changed(samples, random);
      long start = System.nanoTime();
      assertThatCode(() -> MessageFuzz.fuzzerTestOneInput(body))
          .as("seed %d, number %d, base64 %s", seed, i, Base64.getEncoder().encodeToString(body))
          .doesNotThrowAnyException();
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 4);
  }

  private static List<byte[]> samples(int maxLength) {
    List<byte[]> samples = new ArrayList<>();
    ContractSamples.good().forEach(sample -> samples.add(sample.body()));
    ContractSamples.bad().forEach(sample -> samples.add(sample.body()));
    ContractSamples.repaired().forEach(sample -> samples.add(sample.body()));
    ContractSamples.wrapped().forEach(sample -> samples.add(sample.body()));
    samples.removeIf(sample -> sample.length == 0 || sample.length > maxLength);
    return samples;
  }

  /** A sample with a few bytes changed, taken out or doubled, or a piece of another put in. */
  private static byte[] changed(List<byte[]> samples, Random random) {
    byte[] body = samples.get(random.nextInt(samples.size()));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && body.length > 0; i++) {
      byte[] other = samples.get(random.nextInt(samples.size()));
      int at = random.nextInt(body.length);
      int end = at + random.nextInt(Math.min(40, body.length - at));
      body =
          switch (random.nextInt(4)) {
            case 0 -> spliced(body, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(body, at, end, new byte[0]);
            case 2 -> spliced(body, at, at, slice(body, at, end));
            default -> spliced(body, at, end, piece(other, random));
          };
    }
    return body;
  }

  private static byte[] piece(byte[] other, Random random) {
    int at = random.nextInt(other.length);
    return slice(other, at, at + random.nextInt(Math.min(60, other.length - at)));
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }
}
