// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.watch.limit.RecentCall;
import io.github.tracequeue.watch.limit.ValueText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The formats of notices. */
public enum NoticeFormat {
  /** Text for e-mail; JSON for queues, functions and HTTPS endpoints. */
  STANDARD {
    @Override
    String subject(Notice notice, Links links) {
      return "[" + links.pipeline() + "] " + notice.title();
    }

    @Override
    String message(Notice notice, Links links) {
      ObjectNode message = MAPPER.createObjectNode();
      message.put("default", json(notice, links).toString());
      message.put("email", text(notice, links));
      return message.toString();
    }

    @Override
    boolean differsByProtocol() {
      return true;
    }
  },
  /** Custom notifications of Amazon Q Developer in chat applications, for Slack and Teams. */
  CHAT {
    @Override
    String subject(Notice notice, Links links) {
      return STANDARD.subject(notice, links);
    }

    @Override
    String message(Notice notice, Links links) {
      ObjectNode message = MAPPER.createObjectNode().put("version", "1.0").put("source", "custom");
      ObjectNode content = message.putObject("content").put("textType", "client-markdown");
      String icon = notice.isEnd() ? ":white_check_mark: " : ":rotating_light: ";
      content.put("title", icon + notice.title());
      StringBuilder description = new StringBuilder(notice.state().summary());
      notice.calls().forEach(call -> description.append("\n• ").append(Notice.line(call)));
      content.put("description", description.toString());
      content
          .putArray("nextSteps")
          .add("View: " + links.viewer(notice.state().agentSlug()))
          .add("What to do: " + links.runbook(notice.kind()));
      message
          .putObject("metadata")
          .put("threadId", id(notice, links))
          .put("summary", notice.title())
          .put("eventType", notice.kind().id());
      return message.toString();
    }
  },
  /**
   * The format of a CloudWatch alarm. PagerDuty, Opsgenie and others open and close incidents by
   * it.
   */
  CLOUDWATCH_ALARM {
    @Override
    String subject(Notice notice, Links links) {
      // PagerDuty reads the state from the first word.
      return state(notice) + ": " + id(notice, links);
    }

    @Override
    String message(Notice notice, Links links) {
      ObjectNode message = MAPPER.createObjectNode();
      message.put("AlarmName", id(notice, links));
      message.put("AlarmDescription", notice.title() + ". " + links.runbook(notice.kind()));
      message.put("NewStateValue", state(notice));
      message.put("OldStateValue", notice.isEnd() ? "ALARM" : "OK");
      message.put("NewStateReason", notice.state().summary());
      message.put("StateChangeTime", CLOUDWATCH_TIME.format(notice.state().since()));
      message.put("Region", links.region());
      message.set("Tracequeue", json(notice, links));
      return message.toString();
    }
  };

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter CLOUDWATCH_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The subject. It may be longer than SNS accepts. */
  abstract String subject(Notice notice, Links links);

  /** The message for SNS. */
  abstract String message(Notice notice, Links links);

  /** Whether the message is a JSON object with one text for each protocol. */
  boolean differsByProtocol() {
    return false;
  }

  private static String state(Notice notice) {
    return notice.isEnd() ? "OK" : "ALARM";
  }

  private static String id(Notice notice, Links links) {
    return links.pipeline() + '-' + notice.state().agentSlug() + '-' + notice.kind().id();
  }

  private static String text(Notice notice, Links links) {
    StringBuilder text = new StringBuilder();
    text.append(notice.title()).append("\n\n");
    text.append(notice.isEnd() ? "It was: " : "").append(notice.state().summary()).append(".\n");
    text.append("Limit:  ").append(notice.rule()).append('\n');
    text.append("Since:  ").append(ValueText.time(notice.state().since())).append('\n');
    if (!notice.calls().isEmpty()) {
      text.append("\nCalls:\n");
      notice.calls().forEach(call -> text.append("  ").append(Notice.line(call)).append('\n'));
    }
    text.append("\nView:        ").append(links.viewer(notice.state().agentSlug())).append('\n');
    text.append("What to do:  ").append(links.runbook(notice.kind())).append('\n');
    return text.toString();
  }

  private static ObjectNode json(Notice notice, Links links) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("version", 1);
    json.put("pipeline", links.pipeline());
    json.put("agent_slug", notice.state().agentSlug());
    json.put("limit", notice.kind().id());
    json.put("level", notice.state().level().wireName());
    json.put("audience", notice.audience().name().toLowerCase(Locale.ROOT));
    json.put("since", notice.state().since().toString());
    json.put("title", notice.title());
    json.put("summary", notice.state().summary());
    json.put("rule", notice.rule());
    ArrayNode calls = json.putArray("calls");
    notice.calls().forEach(call -> calls.add(json(call)));
    json.put("viewer", links.viewer(notice.state().agentSlug()));
    json.put("runbook", links.runbook(notice.kind()));
    return json;
  }

  private static ObjectNode json(RecentCall call) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("event_id", call.eventId());
    json.put("timestamp", call.timestamp().toString());
    json.put("model", call.model());
    json.put("status", call.failed() ? "error" : "ok");
    json.put("error_type", call.errorType());
    json.put("latency_ms", call.latencyMillis());
    json.put("cost_usd", call.usd());
    return json;
  }
}
