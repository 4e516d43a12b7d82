// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A sender without a network: it returns prepared results and keeps what it acknowledged.
 * Thread-safe.
 */
final class ScriptedSender implements MessageSender {
  private final Queue<Function<List<String>, SendResult>> script = new ArrayDeque<>();
  private final List<List<String>> requests = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();
  private Function<List<String>, SendResult> otherwise = bodies -> ok();
  private int aborts;
  private boolean closed;

  static SendResult ok() {
    return SendResult.accepted();
  }

  static SendResult failed(SendFailure.Kind kind) {
    return SendResult.failed(new SendFailure(kind, "scripted " + kind));
  }

  /** An answer in which one message has failed. */
  static SendResult failedEntry(int index, SendFailure.Kind kind) {
    return SendResult.acceptedExcept(Map.of(index, new SendFailure(kind, "scripted " + kind)));
  }

  /** The answer to the next request for which there is none. */
  synchronized ScriptedSender then(SendResult result) {
    script.add(bodies -> result);
    return this;
  }

  synchronized ScriptedSender then(Function<List<String>, SendResult> answer) {
    script.add(answer);
    return this;
  }

  /** The answer to each request after the script's end. */
  synchronized void always(Function<List<String>, SendResult> answer) {
    otherwise = answer;
  }

  @Override
  public SendResult send(List<String> bodies) {
    Function<List<String>, SendResult> answer;
    synchronized (this) {
      requests.add(bodies);
      Function<List<String>, SendResult> next = script.poll();
      answer = next == null ? otherwise : next;
    }
    SendResult result = answer.apply(bodies);
    keep(bodies, result);
    return result;
  }

  private synchronized void keep(List<String> bodies, SendResult result) {
    for (int i = 0; i < bodies.size(); i++) {
      if (result.isAccepted(i)) {
        acknowledged.add(bodies.get(i));
        numbersOf(bodies.get(i)).forEach(numbers::add);
      }
    }
  }

  @Override
  public synchronized void abort() {
    aborts++;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  synchronized List<List<String>> requests() {
    return List.copyOf(requests);
  }

  /** The last request's only message, parsed. */
  JsonNode lastEnvelope() {
    List<List<String>> all = requests();
    return Contract.json(all.get(all.size() - 1).get(0));
  }

  synchronized List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The numbers of the acknowledged events, as {@link Events#numbered} gives them. */
  Set<Integer> numbers() {
    return numbers;
  }

  synchronized int aborts() {
    return aborts;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** The numbers of the events in a body. */
  static List<Integer> numbersOf(String body) {
    var found = new ArrayList<Integer>();
    String key = "\"input_tokens\":";
    int at = body.indexOf(key);
    while (at >= 0) {
      int end = at + key.length();
      while (Character.isDigit(body.charAt(end))) {
        end++;
      }
      found.add(Integer.valueOf(body.substring(at + key.length(), end)));
      at = body.indexOf(key, end);
    }
    return found;
  }
}
