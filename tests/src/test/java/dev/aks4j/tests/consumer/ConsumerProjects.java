package dev.aks4j.tests.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Projects of consumers: those in {@code tests/consumers}, and one for each published module that names it and nothing else.
 * None has a parent; they are compiled and resolved by one Maven, because starting one is what takes long. Made once.
 */
final class ConsumerProjects {

    static final List<String> PROGRAMS = List.of("bare", "spring-boot");

    private static ConsumerProjects made;

    private final ConsumerRepository repository;

    private ConsumerProjects(ConsumerRepository repository) {
        this.repository = repository;
    }

    static synchronized ConsumerProjects get() throws IOException, InterruptedException {
        if (made == null) {
            Files.createDirectories(Reactor.WORK);
            made = new ConsumerProjects(ConsumerRepository.fresh());
            made.build();
        }
        return made;
    }

    private void build() throws IOException, InterruptedException {
        StringBuilder modules = new StringBuilder();
        for (String program : PROGRAMS) {
            copy(program);
            modules.append("<module>").append(program).append("</module>");
        }
        for (String module : Reactor.MODULES) {
            write(only(module), POM.formatted(only(module), "jar", DEPENDENCY.formatted(module, Reactor.VERSION)));
            modules.append("<module>").append(only(module)).append("</module>");
        }
        write(".", POM.formatted("all", "pom", "<modules>" + modules + "</modules>"));
        new ChildMaven(repository)
                .run(
                        Reactor.WORK,
                        "compile",
                        ChildMaven.dependencyPlugin("build-classpath"),
                        "-DincludeScope=runtime",
                        "-Dmdep.outputFile=class-path.txt");
    }

    ConsumerRepository repository() {
        return repository;
    }

    /** Returns what a project that names only this module gets. */
    ClassPath classPathWith(String module) {
        return ClassPath.read(folder(only(module)).resolve("class-path.txt"));
    }

    ClassPath classPathOf(String program) {
        return ClassPath.read(folder(program).resolve("class-path.txt"));
    }

    static Path folder(String project) {
        return Reactor.WORK.resolve(project);
    }

    private static String only(String module) {
        return "only-" + module;
    }

    private static void copy(String name) throws IOException {
        Path from = Reactor.ROOT.resolve("tests/consumers").resolve(name);
        Path to = folder(name);
        ConsumerRepository.delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.startsWith("target")) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void write(String project, String pom) throws IOException {
        Files.createDirectories(folder(project));
        Files.writeString(folder(project).resolve("pom.xml"), pom);
    }

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>consumer</groupId><artifactId>%s</artifactId><version>1</version><packaging>%s</packaging>
              %s
            </project>
            """;

    private static final String DEPENDENCY = """
            <dependencies>
              <dependency><groupId>dev.aks4j</groupId><artifactId>%s</artifactId><version>%s</version></dependency>
            </dependencies>""";
}
