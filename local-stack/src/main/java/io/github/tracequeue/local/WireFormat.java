// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** How CloudWatch's SDKs write requests: Smithy RPC v2 CBOR today, AWS JSON 1.0 as well. */
enum WireFormat {
  /** Smithy RPC v2 with CBOR bodies. */
  CBOR("application/cbor") {
    @Override
    ObjectMapper mapper() {
      return CBOR_MAPPER;
    }
  },

  /** AWS JSON 1.0. */
  JSON("application/x-amz-json-1.0") {
    @Override
    ObjectMapper mapper() {
      return JSON_MAPPER;
    }
  };

  private static final ObjectMapper CBOR_MAPPER = new ObjectMapper(new CBORFactory());
  private static final ObjectMapper JSON_MAPPER = new ObjectMapper();
  private static final int EPOCH_TIMESTAMP_TAG = 1;

  private final String contentType;

  WireFormat(String contentType) {
    this.contentType = contentType;
  }

  abstract ObjectMapper mapper();

  String contentType() {
    return contentType;
  }

  JsonNode read(byte[] body) throws CloudWatchError {
    try {
      JsonNode request = mapper().readTree(body);
      if (request.isObject()) {
        return request;
      }
      throw CloudWatchError.notARequest("The request is not an object.");
    } catch (JsonProcessingException e) {
      throw CloudWatchError.notARequest("The request cannot be read.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] write(ObjectNode answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = mapper().createGenerator(out)) {
      write(answer, generator);
    }
    return out.toByteArray();
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    if (node instanceof POJONode pojo && pojo.getPojo() instanceof Instant time) {
      if (out instanceof CBORGenerator cbor) {
        cbor.writeTag(EPOCH_TIMESTAMP_TAG);
      }
      out.writeNumber(time.toEpochMilli() / 1000d);
    } else if (node.isObject()) {
      out.writeStartObject(node, node.size());
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        out.writeFieldName(each.getKey());
        write(each.getValue(), out);
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray(node, node.size());
      for (JsonNode each : node) {
        write(each, out);
      }
      out.writeEndArray();
    } else {
      out.writeTree(node);
    }
  }
}
