// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Cursor;
import io.github.tracequeue.store.Page;
import io.github.tracequeue.store.PageRequest;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Exports a list of calls as a file.
 *
 * <p>A transport that supports streaming gets the complete list, page by page. Lambda's Java
 * runtime does not support it and limits a response to 6 MB: a file then has at most {@value
 * #BUFFERED_ROWS} calls, reads at most as many items as a page of the list, and has a {@code Link}
 * header to the next file.
 */
final class ExportRoute {

  private static final int PAGE = 500;
  private static final int BUFFERED_ROWS = 4_000;
  private static final int MAX_ROWS = 10_000_000;

  private enum Format {
    CSV("text/csv; charset=utf-8", "csv"),
    NDJSON("application/x-ndjson", "ndjson");

    private final String contentType;
    private final String extension;

    Format(String contentType, String extension) {
      this.contentType = contentType;
      this.extension = extension;
    }
  }

  private static final Map<String, Format> FORMATS =
      Map.of("csv", Format.CSV, "ndjson", Format.NDJSON);

  private final ApiContext context;
  private final int maxExamined;

  ExportRoute(ApiContext context) {
    this(context, PageRequest.DEFAULT_MAX_EXAMINED);
  }

  /** A route that reads at most this many items for a page, or for a file that is not streamed. */
  ExportRoute(ApiContext context, int maxExamined) {
    this.context = context;
    this.maxExamined = maxExamined;
  }

  ApiResponse export(ApiRequest request) {
    Parameters parameters = new Parameters(request.query());
    TraceQuery query = Filters.traces(parameters, context.clock().instant());
    Format chosen = parameters.choice("format", FORMATS);
    Format format = chosen == null ? Format.CSV : chosen;
    int limit = parameters.number("limit", MAX_ROWS, 1, MAX_ROWS);
    Cursor cursor = Filters.cursor(parameters, query::cursor);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    boolean streams = context.streamsExports();
    int rows = streams ? limit : Math.min(limit, BUFFERED_ROWS);
    // Read before the response starts, so that a table that cannot be read causes an error and not
    // a truncated file.
    Page<StoredTrace> first = read(query, cursor, rows, maxExamined);
    ApiResponse response =
        streams
            ? ApiResponse.streaming(
                format.contentType,
                out -> write(out, query, first, new Bounds(rows, Long.MAX_VALUE), format))
            : buffered(request, query, first, rows, format);
    return response.withHeader(
        "Content-Disposition", "attachment; filename=\"traces." + format.extension + '"');
  }

  private ApiResponse buffered(
      ApiRequest request, TraceQuery query, Page<StoredTrace> first, int rows, Format format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<Cursor> next;
    try {
      // A function has 15 seconds; a filter that matches few calls would need longer.
      Bounds bounds = new Bounds(rows, maxExamined);
      next = write(out, query, first, bounds, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ApiResponse response = ApiResponse.of(200, format.contentType, out.toByteArray());
    return next.isEmpty()
        ? response
        : response.withHeader("Link", "<" + link(request, next.get()) + ">; rel=\"next\"");
  }

  /** The position at which an export ends before the end of its list. */
  private record Bounds(int rows, long examined) {}

  private Optional<Cursor> write(
      OutputStream out, TraceQuery query, Page<StoredTrace> first, Bounds bounds, Format format)
      throws IOException {
    if (format == Format.CSV) {
      out.write(CallCsv.HEADER);
    }
    Page<StoredTrace> page = first;
    int left = bounds.rows;
    long looks = bounds.examined;
    while (true) {
      for (StoredTrace call : page.items()) {
        if (format == Format.CSV) {
          CallCsv.write(out, call);
        } else {
          JsonWriter.writeTo(out, json -> Items.write(json, call));
          out.write('\n');
        }
      }
      left -= page.items().size();
      looks -= page.cost().examined();
      if (page.next().isEmpty() || left <= 0 || looks <= 0) {
        return page.next();
      }
      int most = (int) Math.min(looks, maxExamined);
      page = read(query, page.next().get(), left, most);
    }
  }

  private Page<StoredTrace> read(TraceQuery query, @Nullable Cursor cursor, int left, int looks) {
    return context.queries().traces(query, new PageRequest(Math.min(PAGE, left), cursor, looks));
  }

  private static String link(ApiRequest request, Cursor next) {
    StringJoiner query = new StringJoiner("&", "export?", "");
    for (Map.Entry<String, List<String>> parameter : request.query().entrySet()) {
      if (!parameter.getKey().equals("cursor")) {
        parameter.getValue().forEach(value -> query.add(parameter.getKey() + '=' + encode(value)));
      }
    }
    return query.add("cursor=" + next.text()).toString();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
