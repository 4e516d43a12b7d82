// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import io.github.tracequeue.testkit.lambda.InvocationResult.Answer;
import io.github.tracequeue.testkit.lambda.InvocationResult.Failure;
import io.github.tracequeue.testkit.lambda.InvocationResult.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LambdaHostTest {
  private static final Map<String, String> REGION = Map.of("AWS_REGION", "local", "MINE", "yes");

  @TempDir Path folder;
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void invoke_severalEvents_oneProcessAnswersAll() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 2, false);

    assertThat(answer(host.invoke(event("a")))).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(answer(host.invoke(event("fail-me"))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m\"}]}");
    assertThat(host.environments()).isEqualTo(1);
    awaitPrinted("handled in", 2);
    assertThat(Files.readAllLines(folder.resolve("consumer.log"))).isEqualTo(printed);
  }

  @Test
  void invoke_handlerThrows_errorAndTheProcessGoesOn() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 1, false);

    Failure failure = failure(host.invoke(event("do:throw")));
    assertThat(failure.reason()).isEqualTo(Reason.ERROR);
    assertThat(failure.message()).isEqualTo("java.lang.IllegalStateException: as told");
    String first = pid(host);
    assertThat(pid(host)).isEqualTo(first);
  }

  @Test
  void invoke_longerThanTheTimeout_killedAndReplaced() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 1, false);
    ProcessHandle first = ProcessHandle.of(Long.parseLong(pid(host))).orElseThrow();

    Failure failure = failure(host.invoke(event("do:hang")));
    assertThat(failure).isEqualTo(new Failure(Reason.TIMEOUT, "Task timed out after 2 seconds"));
    assertThat(first.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    assertThat(pid(host)).isNotEqualTo(Long.toString(first.pid()));
  }

  @Test
  void invoke_processEnds_errorAndReplaced() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 1, false);
    String first = pid(host);

    assertThat(failure(host.invoke(event("do:exit"))))
        .isEqualTo(new Failure(Reason.EXIT, "the process ended with status 3"));
    assertThat(pid(host)).isNotEqualTo(first);
  }

  @Test
  void invoke_handlerThatIsNotThere_errorEachTime() throws Exception {
    LambdaHost host = host("no.such.Handler", 1, false);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(failure(host.invoke(event("a"))).message()).contains("no.such.Handler");
    }
  }

  @Test
  void invoke_handlerThatCannotBeCreated_errorEachTime() throws Exception {
    LambdaHost host = host(ThrowsAtInit.class.getName(), 1, false);

    for (int attempt = 0; attempt < 2; attempt++) {
      Failure failure = failure(host.invoke(event("a")));
      assertThat(failure.reason()).isEqualTo(Reason.INIT);
      assertThat(failure.message()).contains("not configured");
    }
  }

  @Test
  void invoke_processThatEndsAtInit_errorEachTime() throws Exception {
    LambdaHost host = host(EndsAtInit.class.getName(), 1, false);

    for (int attempt = 0; attempt < 2; attempt++) {
      Failure failure = failure(host.invoke(event("a")));
      assertThat(failure.reason()).isEqualTo(Reason.INIT);
      assertThat(failure.message()).contains("the process ended with status 4");
    }
  }

  @Test
  void invoke_answerOverSixMegabytes_error() throws Exception {
    LambdaHost host = host(LargeAnswer.class.getName(), 1, false);

    assertThat(failure(host.invoke("6291457")).message())
        .isEqualTo("Function.ResponseSizeTooLarge: 6291457 bytes");
    assertThat(answer(host.invoke("6291456"))).hasSize(6291456);
  }

  @Test
  void invoke_atOnce_asManyProcessesAsAllowedAndNoMore() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 2, false);
    ExecutorService callers = Executors.newFixedThreadPool(6);
    opened.add(callers::shutdownNow);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<InvocationResult>> results = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      results.add(
          callers.submit(
              () -> {
                start.await();
                return host.invoke(event("a"));
              }));
    }
    start.countDown();

    for (Future<InvocationResult> result : results) {
      assertThat(answer(result.get(60, TimeUnit.SECONDS))).contains("batchItemFailures");
    }
    assertThat(host.environments()).isEqualTo(2);
  }

  @Test
  void invoke_freezing_stoppedBetweenInvocations() throws Exception {
    LambdaHost host = host(ScriptedHandler.class.getName(), 1, true);

    String pid = pid(host);
    awaitState(pid, 'T');
    assertThat(pid(host)).isEqualTo(pid);
    awaitState(pid, 'T');
    host.close();
    ProcessHandle.of(Long.parseLong(pid))
        .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }

  @Test
  void environment_ofTheFunction_isItsOwnAndNotOurs() throws Exception {
    LambdaHost host = host(EnvironmentEcho.class.getName(), 1, false);

    assertThat(answer(host.invoke("{}")).lines())
        .contains(
            "MINE=yes",
            "AWS_REGION=local",
            "AWS_LAMBDA_FUNCTION_NAME=f",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
            "TZ=:UTC")
        .noneMatch(line -> line.startsWith("PATH=") || line.startsWith("HOME="));
  }

  private LambdaHost host(String handler, int concurrency, boolean freezing) {
    FunctionSettings function = new FunctionSettings("f", handler, 128, Duration.ofSeconds(2));
    FunctionLog log = FunctionLog.open(folder.resolve("consumer.log"), printed::add);
    LambdaHost host =
        LambdaHost.create(
            FunctionLaunch.prepare(function, List.of(Scripted.CODE), REGION, folder),
            log,
            concurrency,
            freezing);
    opened.add(host);
    opened.add(log);
    return host;
  }

  /** Runs an event, and returns the process that ran it. */
  private String pid(LambdaHost host) throws InterruptedException {
    return answer(host.invoke(event("answer:pid;")));
  }

  private static String event(String body) {
    return ("{\"Records\":[{\"messageId\":\"m\",\"body\":\"%s\","
            + "\"attributes\":{\"ApproximateReceiveCount\":\"1\"}}]}")
        .formatted(body);
  }

  private static String answer(InvocationResult result) {
    assertThat(result).isInstanceOf(Answer.class);
    return ((Answer) result).payload();
  }

  private static Failure failure(InvocationResult result) {
    assertThat(result).isInstanceOf(Failure.class);
    return (Failure) result;
  }

  /** Waits for lines of the process: they come by a pipe, and not before its answer. */
  private void awaitPrinted(String start, int times) {
    long from = System.nanoTime();
    while (printed.stream().filter(line -> line.startsWith(start)).count() != times) {
      assertThat(System.nanoTime() - from)
          .as("printed: %s", printed)
          .isLessThan(TimeUnit.SECONDS.toNanos(10));
    }
  }

  /** Waits for a process state of the kernel, such as T for stopped. */
  private static void awaitState(String pid, char state) throws Exception {
    long start = System.nanoTime();
    char seen;
    do {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      seen = stat.charAt(stat.lastIndexOf(')') + 2);
      assertThat(System.nanoTime() - start)
          .as("state is " + seen)
          .isLessThan(TimeUnit.SECONDS.toNanos(10));
    } while (seen != state);
  }
}
