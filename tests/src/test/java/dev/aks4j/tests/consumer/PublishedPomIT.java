package dev.aks4j.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the POMs that would be published. */
class PublishedPomIT {

    @ParameterizedTest
    @MethodSource("published")
    void standsAlone(String module) throws Exception {
        Element pom = parse(Reactor.publishedPom(module));
        assertThat(children(pom, "parent")).isEmpty();
        assertThat(children(pom, "build")).isEmpty();
        assertThat(children(pom, "profiles")).isEmpty();
        assertThat(children(pom, "properties")).isEmpty();
        assertThat(children(pom, "repositories")).isEmpty();
        assertThat(children(pom, "licenses")).hasSize(1);
        assertThat(Files.readString(Reactor.publishedPom(module)))
                .contains("<version>" + Reactor.VERSION + "</version>")
                .doesNotContain("${revision}");
    }

    @ParameterizedTest
    @MethodSource("published")
    void hasWhatMavenCentralDemands(String module) throws Exception {
        Element pom = parse(Reactor.publishedPom(module));
        for (String demanded : List.of("name", "description", "url", "licenses", "developers", "scm")) {
            assertThat(children(pom, demanded)).as(demanded).hasSize(1);
        }
        Element scm = children(pom, "scm").get(0);
        assertThat(children(scm, "connection")).hasSize(1);
        assertThat(children(pom, "url").get(0).getTextContent())
                .startsWith("https://")
                .doesNotEndWith(module);
        assertThat(children(scm, "url").get(0).getTextContent())
                .startsWith("https://")
                .doesNotEndWith(module);
        assertThat(texts(children(pom, "developers").get(0), "organization")).containsOnly("aks4j");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void carriesNoTestScope(String module) throws Exception {
        Element pom = parse(Reactor.publishedPom(module));
        assertThat(children(pom, "dependencyManagement")).isEmpty();
        assertThat(texts(pom, "scope")).isNotEmpty().doesNotContain("test");
        assertThat(texts(pom, "version")).noneMatch(version -> version.contains("$"));
    }

    /** A library's dependencyManagement does not reach its consumers, so the pins must be dependencies. */
    @Test
    void coreCarriesWhatMakesTheSetRun() throws Exception {
        assertThat(texts(parse(Reactor.publishedPom("aks-core")), "artifactId"))
                .contains(
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-datatype-jsr310",
                        "azure-json",
                        "azure-resourcemanager-resources",
                        "azure-core-http-jdk-httpclient",
                        "kubernetes-httpclient-jdk",
                        "slf4j-api");
    }

    @Test
    void theBomListsEveryPublishedJar() throws Exception {
        Element pom = parse(Reactor.publishedPom(Reactor.BOM));
        Element managed = children(pom, "dependencyManagement").get(0);
        assertThat(texts(managed, "artifactId")).containsExactlyInAnyOrderElementsOf(Reactor.MODULES);
    }

    static List<String> jars() {
        return Reactor.MODULES;
    }

    static List<String> published() {
        return Stream.concat(Stream.of(Reactor.BOM), Reactor.MODULES.stream()).toList();
    }

    private static Element parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> texts(Element parent, String name) {
        List<String> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add(nodes.item(i).getTextContent());
        }
        return found;
    }
}
