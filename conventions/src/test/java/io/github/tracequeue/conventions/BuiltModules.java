// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled classes of all modules, without their tests. */
final class BuiltModules {
  private static final String THIS_MODULE = "conventions";
  private static final ClassFileImporter IMPORTER = new ClassFileImporter();

  private final Map<String, JavaClasses> classesByModule;
  private final Map<String, String> moduleByClass;

  private BuiltModules(
      Map<String, JavaClasses> classesByModule, Map<String, String> moduleByClass) {
    this.classesByModule = classesByModule;
    this.moduleByClass = moduleByClass;
  }

  /**
   * Reads the classes of all modules of the build but this one.
   *
   * @throws IllegalStateException if a module is not built
   */
  static BuiltModules read() {
    Map<String, JavaClasses> classes = new LinkedHashMap<>();
    Map<String, String> owners = new HashMap<>();
    for (String module : names()) {
      JavaClasses ofModule = read(module);
      classes.put(module, ofModule);
      ofModule.forEach(type -> owners.put(type.getName(), module));
    }
    return new BuiltModules(classes, owners);
  }

  /**
   * Reads the classes of one module.
   *
   * @throws IllegalStateException if it is not built
   */
  static JavaClasses read(String module) {
    JavaClasses ofModule = IMPORTER.importPath(folder(module));
    if (ofModule.isEmpty()) {
      throw notBuilt(module);
    }
    return ofModule;
  }

  /** The folders of the modules with classes, which the BOM has not. */
  static List<String> names() {
    return Repository.modules().stream()
        .filter(module -> !module.equals(THIS_MODULE))
        .filter(module -> Files.isDirectory(Repository.ROOT.resolve(module).resolve("src/main")))
        .toList();
  }

  /** The classes of one module. */
  JavaClasses classes(String module) {
    JavaClasses classes = classesByModule.get(module);
    if (classes == null) {
      throw new IllegalArgumentException("no such module: " + module);
    }
    return classes;
  }

  /** The classes of all modules. */
  JavaClasses all() {
    return IMPORTER.importPaths(names().stream().map(BuiltModules::folder).toList());
  }

  /** The module of a class; null for a class of a library. */
  @Nullable String moduleOf(JavaClass type) {
    return moduleByClass.get(type.getBaseComponentType().getName());
  }

  private static Path folder(String module) {
    Path folder = Repository.ROOT.resolve(module).resolve("target/classes");
    if (!Files.isDirectory(folder)) {
      throw notBuilt(module);
    }
    return folder;
  }

  private static IllegalStateException notBuilt(String module) {
    return new IllegalStateException(
        module + " has no classes: build all modules, for example with mvn -Pfast test-compile");
  }
}
