// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agent may be a native binary, which has only what GraalVM finds in the code or in the metadata
 * of a jar. GraalVM reads the files of {@code META-INF/services} itself.
 */
final class ReachabilityMetadataTest {
  private static final Pattern CLASS_NAME = Pattern.compile("\"((?:[a-z]\\w*\\.)+[A-Z][\\w$]*)\"");

  /** The methods through which code reaches what no static analysis sees, by their classes. */
  private static final Set<String> DYNAMIC =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.getConstructor",
          "java.lang.Class.getDeclaredConstructor",
          "java.lang.Class.getDeclaredField",
          "java.lang.Class.getDeclaredMethod",
          "java.lang.Class.getField",
          "java.lang.Class.getMethod",
          "java.lang.Class.getMethods",
          "java.lang.Class.getResource",
          "java.lang.Class.getResourceAsStream",
          "java.lang.ClassLoader.getResource",
          "java.lang.ClassLoader.getResourceAsStream",
          "java.lang.ClassLoader.loadClass",
          "java.lang.reflect.Method.invoke",
          "java.lang.reflect.Proxy.newProxyInstance",
          "java.util.ResourceBundle.getBundle",
          "java.util.ServiceLoader.load");

  /** What an agent may have in its class path, except for its tests. */
  static Stream<String> modules() {
    return BuiltModules.names().stream()
        .filter(name -> name.startsWith("integrations/") || name.equals("producer-client"))
        .filter(name -> !name.endsWith("testkit") && !name.endsWith("/testing"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void classes_thatReachDynamically_areTheConditionsOfTheMetadata(String module) {
    Set<String> dynamic = new TreeSet<>();
    for (JavaClass type : BuiltModules.read(module)) {
      if (type.getMethodCallsFromSelf().stream()
          .anyMatch(call -> DYNAMIC.contains(name(call.getTarget())))) {
        dynamic.add(type.getName());
      }
    }
    Set<String> conditions = ReachabilityMetadata.of(module).conditions();
    conditions.removeIf(condition -> !condition.startsWith("io.github.tracequeue."));

    assertThat(conditions).isEqualTo(dynamic);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void names_ofClassesInSuchCode_areInTheMetadata(String module) {
    ReachabilityMetadata metadata = ReachabilityMetadata.of(module);
    for (String condition : metadata.conditions()) {
      if (condition.startsWith("io.github.tracequeue.")) {
        assertThat(metadata.types(condition)).as(condition).containsAll(named(module, condition));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void types_ofThisProject_exist(String module) {
    ReachabilityMetadata metadata = ReachabilityMetadata.of(module);
    Set<String> own = new TreeSet<>(metadata.conditions());
    metadata.conditions().forEach(condition -> own.addAll(metadata.types(condition)));
    own.removeIf(type -> !type.startsWith("io.github.tracequeue."));

    assertThat(BuiltModules.read(module)).extracting(JavaClass::getName).containsAll(own);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void resources_ofTheJar_areIncluded(String module) {
    ReachabilityMetadata metadata = ReachabilityMetadata.of(module);

    assertThat(metadata.bundled()).allMatch(metadata::includes);
    assertThat(metadata.globs()).hasSameSizeAs(metadata.bundled());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void interceptors_thatTheAwsSdkFinds_canBeConstructed(String module) {
    ReachabilityMetadata metadata = ReachabilityMetadata.of(module);
    List<String> interceptors =
        metadata.bundled().stream()
            .filter(file -> file.endsWith("execution.interceptors"))
            .flatMap(file -> Repository.read(file).lines())
            .toList();

    assertThat(interceptors).allMatch(metadata::constructs);
  }

  private static String name(MethodCallTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }

  private static List<String> named(String module, String type) {
    Path source =
        Repository.ROOT
            .resolve(module)
            .resolve("src/main/java")
            .resolve(type.replace('.', '/') + ".java");
    return CLASS_NAME.matcher(Repository.read(source)).results().map(r -> r.group(1)).toList();
  }
}
