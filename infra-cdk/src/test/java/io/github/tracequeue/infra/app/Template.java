// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** A synthesized template, to look things up in. */
record Template(JsonNode tree, long bytes) {

  Stream<Resource> resources() {
    return tree.path("Resources").properties().stream()
        .map(entry -> new Resource(entry.getKey(), entry.getValue()));
  }

  /** Adds a resource, to see what notices it. */
  void add(String id, String type, String properties) {
    ObjectNode resource = ((ObjectNode) tree.path("Resources")).putObject(id);
    resource.put("Type", type).set("Properties", Json.parse(properties));
  }

  Stream<Resource> resources(String type) {
    return resources().filter(resource -> resource.type().equals(type));
  }

  /** The one resource of a type; fails if there is none or another. */
  Resource only(String type) {
    List<Resource> found = resources(type).toList();
    assertThat(found).as(type).hasSize(1);
    return found.get(0);
  }

  Resource resource(String id) {
    JsonNode resource = tree.path("Resources").path(id);
    assertThat(resource.isObject()).as("resource %s", id).isTrue();
    return new Resource(id, resource);
  }

  /** The one resource of a type whose logical id starts so. */
  Resource starting(String type, String idPrefix) {
    List<Resource> found =
        resources(type).filter(resource -> resource.id().startsWith(idPrefix)).toList();
    assertThat(found).as("%s %s...", type, idPrefix).hasSize(1);
    return found.get(0);
  }

  /** A resource with its logical id. */
  record Resource(String id, JsonNode tree) {

    String type() {
      return tree.path("Type").asText();
    }

    JsonNode properties() {
      return tree.path("Properties");
    }

    JsonNode property(String pointer) {
      return properties().at(pointer);
    }

    /** Whether a value in a template is a reference to this resource or to its ARN. */
    boolean isMeantBy(JsonNode value) {
      return value.path("Ref").asText().equals(id)
          || (value.path("Fn::GetAtt").path(0).asText().equals(id)
              && value.path("Fn::GetAtt").path(1).asText().equals("Arn"));
    }
  }
}
