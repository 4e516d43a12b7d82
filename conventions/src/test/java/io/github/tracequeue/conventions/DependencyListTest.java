// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** That the list of dependencies is the list of dependencies. */
final class DependencyListTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.]+:[\\w.-]+)` \\|");

  @Test
  void dependencies_neededAtRunTime_areEachJustified() throws Exception {
    Set<String> listed = new TreeSet<>();
    ROW.matcher(Repository.read(Repository.ROOT.resolve("docs/dependencies.md")))
        .results()
        .forEach(row -> listed.add(row.group(1)));

    assertThat(listed).isEqualTo(direct());
  }

  /** Group and artifact of what the modules name themselves and do not only build or test with. */
  private static Set<String> direct() throws Exception {
    Set<String> direct = new TreeSet<>();
    for (Path project : Repository.projects()) {
      Path folder = Repository.ROOT.relativize(project);
      if (folder.startsWith("benchmarks") || folder.startsWith("examples")) {
        continue; // these run peers and frameworks beside us, and nobody uses them
      }
      Element root =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(project.toFile())
              .getDocumentElement();
      NodeList dependencies = root.getElementsByTagName("dependency");
      for (int i = 0; i < dependencies.getLength(); i++) {
        Element dependency = (Element) dependencies.item(i);
        String scope = text(dependency, "scope");
        if (isOfTheModule(dependency)
            && !scope.equals("test")
            && !scope.equals("provided")
            && !text(dependency, "groupId").equals("io.github.tracequeue")) {
          direct.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
        }
      }
    }
    return direct;
  }

  /** Not of dependencyManagement, of a plugin or of a profile. */
  private static boolean isOfTheModule(Element dependency) {
    Node list = dependency.getParentNode();
    return list.getParentNode().getNodeName().equals("project");
  }

  private static String text(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeName().equals(name)) {
        return children.item(i).getTextContent().strip();
      }
    }
    return "";
  }
}
