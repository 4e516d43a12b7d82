// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API against the file {@code public-api.txt}, which a change of the API has to change
 * too: copy {@code target/public-api.txt} over it, and describe in the changelog how to replace
 * what was removed.
 */
final class ApiTest {
  private static final Path ACCEPTED =
      Path.of(System.getProperty("contract.dir"))
          .resolveSibling("producer-client/src/test/resources/public-api.txt");

  private static final Set<String> ALWAYS_THERE = Set.of("equals", "hashCode", "toString");

  @Test
  void publicApi_thisBuild_isTheAcceptedOne() throws Exception {
    List<String> actual = api();
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "public-api.txt"), actual);

    assertThat(actual).isEqualTo(Files.readAllLines(ACCEPTED));
  }

  private static List<String> api() throws IOException, URISyntaxException {
    var lines = new TreeSet<String>();
    for (Class<?> type : classes()) {
      if (isVisible(type)) {
        lines.add(header(type));
        members(type).forEach(member -> lines.add(type.getName() + "  " + member));
      }
    }
    String here = ApiTest.class.getPackageName() + ".";
    return lines.stream().map(line -> line.replace(here, "").replace("java.lang.", "")).toList();
  }

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    Path root =
        Path.of(TraceClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .<Class<?>>map(ApiTest::load)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a class can be named from another package: it and all around it are public. */
  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String header(Class<?> type) {
    String interfaces = names(type.getGenericInterfaces());
    return type.getName()
        + " = "
        + Modifier.toString(type.getModifiers())
        + (type.isEnum() ? " enum" : type.isRecord() ? " record" : "")
        + (interfaces.isEmpty() ? "" : " implements " + interfaces);
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> isVisible(field.getModifiers()))
            .map(ApiTest::field);
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(ApiTest::isShown)
            .map(ApiTest::constructor);
    // With what a class inherits from one that cannot be named.
    Stream<String> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getDeclaringClass().getPackage() == type.getPackage())
            .filter(ApiTest::isShown)
            .map(ApiTest::method);
    return Stream.of(fields, constructors, methods).flatMap(lines -> lines);
  }

  private static boolean isShown(Executable member) {
    return isVisible(member.getModifiers())
        && !member.isSynthetic()
        && !ALWAYS_THERE.contains(member.getName());
  }

  private static String field(Field field) {
    return Modifier.toString(field.getModifiers())
        + " "
        + field.getGenericType().getTypeName()
        + " "
        + field.getName();
  }

  private static String constructor(Constructor<?> constructor) {
    return "new(" + names(constructor.getGenericParameterTypes()) + ")";
  }

  private static String method(Method method) {
    String exceptions = names(method.getGenericExceptionTypes());
    return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + method.getGenericReturnType().getTypeName()
        + " "
        + method.getName()
        + "("
        + names(method.getGenericParameterTypes())
        + ")"
        + (exceptions.isEmpty() ? "" : " throws " + exceptions);
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }
}
