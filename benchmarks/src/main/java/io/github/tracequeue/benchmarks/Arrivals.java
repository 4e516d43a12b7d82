// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.BitSet;
import java.util.Locale;

/** The calls that arrived at the sink, each counted once. Thread-safe. */
final class Arrivals {
  private static final byte[] MARK = Call.MARK.getBytes(US_ASCII);

  /** The bytes that SQS bills as one request. */
  private static final int CHUNK = 64 * 1024;

  private final BitSet numbers = new BitSet();
  private int lowest;
  private long calls;
  private long requests;
  private long bytes;
  private long chunks;
  private long writes;
  private long firstMillis;
  private long writtenMillis;

  /** The number of calls in a request's body. */
  static int count(byte[] body) {
    int count = 0;
    for (int at = next(body, 0); at >= 0; at = next(body, at)) {
      count++;
      at += MARK.length + Call.DIGITS;
    }
    return count;
  }

  synchronized void add(byte[] body, boolean isWrite) {
    long now = System.currentTimeMillis();
    requests++;
    bytes += body.length;
    chunks += (body.length + CHUNK - 1) / CHUNK;
    if (isWrite) {
      writes++;
      writtenMillis = now;
    }
    firstMillis = firstMillis == 0 ? now : firstMillis;
    for (int at = next(body, 0); at >= 0; at = next(body, at)) {
      at += MARK.length;
      int number = 0;
      for (int i = 0; i < Call.DIGITS; i++) {
        number = number * 10 + body[at + i] - '0';
      }
      if (number >= lowest) {
        numbers.set(number);
        calls++;
      }
    }
  }

  /** Resets the counts. Calls with a number lower than this are no longer counted. */
  synchronized void reset(int lowestNumber) {
    lowest = lowestNumber;
    numbers.clear();
    calls = 0;
    requests = 0;
    bytes = 0;
    chunks = 0;
    writes = 0;
    firstMillis = 0;
    writtenMillis = 0;
  }

  synchronized String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"unique\":%d,\"calls\":%d,\"requests\":%d,\"bytes\":%d,\"chunks\":%d,"
            + "\"writes\":%d,\"firstMillis\":%d,\"writtenMillis\":%d}",
        numbers.cardinality(),
        calls,
        requests,
        bytes,
        chunks,
        writes,
        firstMillis,
        writtenMillis);
  }

  /** The next position of the mark with all of its digits; -1 if there is none. */
  private static int next(byte[] body, int from) {
    int last = body.length - MARK.length - Call.DIGITS;
    for (int at = from; at <= last; at++) {
      if (body[at] == MARK[0] && isMark(body, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isMark(byte[] body, int at) {
    for (int i = 1; i < MARK.length; i++) {
      if (body[at + i] != MARK[i]) {
        return false;
      }
    }
    return body[at + MARK.length] >= '0' && body[at + MARK.length] <= '9';
  }
}
