package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.tests.Jackson;
import dev.aks4j.tests.docs.CoverageCases;
import dev.aks4j.tests.docs.CoveredPlaces;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of resource, every method of its builder, and every property of the API takes part in the model. */
class VocabularyTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    private static final String BUILDERS =
            "dev\\.aks4j\\.(core\\.(cluster(\\.(setting|pool|companion))?|group|kubernetes|fleet)|network(\\.(resource|ingress))?|storage|identity)";

    /** Properties that no chain can say, by their beginning, with the reason. */
    private static final Map<String, String> UNSAID = Map.of(
            "/properties/agentPoolProfiles[]/nodeImageVersion", "an image that the pool had; RollbackTest has it",
            "/properties/hostedSystemProfile", "another kind of cluster, which none can become");

    /** Kinds that do not take part, by the beginning of their names, with what shows them instead. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "dev.aks4j.storage.PlacedAccountKey", "AccountKeyTest plans it twice, renews the key, and plans it again");

    /** Methods that no chain can call, with the reason. */
    private static final Map<String, String> UNCALLED = Map.ofEntries(
            Map.entry("dev.aks4j.core.cluster.ClusterIdentity.", "asks for the same identity on another cluster"),
            Map.entry("dev.aks4j.identity.ControlPlaneIdentity.forCluster", "is called by the cluster's builder"),
            Map.entry("dev.aks4j.identity.IdentitySource", "is not public"),
            Map.entry("dev.aks4j.storage.AccountKeySpec", "its kind is planned elsewhere"),
            Map.entry("dev.aks4j.identity.WorkloadIdentity", "puts specs together, which take part"),
            Map.entry("dev.aks4j.core.cluster.ClusterSpec$Builder.feature", "for features of other modules"),
            Map.entry("dev.aks4j.core.cluster.ClusterSpec$Builder.inner", "takes what another library's model says"),
            Map.entry("dev.aks4j.core.cluster.pool.NodePoolBuilder.inner", "takes what another library's model says"),
            Map.entry("dev.aks4j.core.cluster.companion.MaintenanceSpec$Builder.raw", "any property, as it is"),
            Map.entry("dev.aks4j.core.cluster.companion.ManagedNamespaceSpec$Builder.raw", "any property, as it is"),
            Map.entry("dev.aks4j.core.cluster.companion.SnapshotSpec$Builder.raw", "any property, as it is"),
            Map.entry("dev.aks4j.core.cluster.companion.TrustedAccessSpec$Builder", "of(...) calls it"),
            Map.entry("dev.aks4j.core.cluster.pool.GatewayPool$Builder.count", "a gateway pool is said as a whole"),
            Map.entry("dev.aks4j.core.cluster.setting.ClusterDocument", "for features of other modules"),
            Map.entry("dev.aks4j.core.cluster.setting.ClusterSettings", "for the cluster's builder"),
            Map.entry("dev.aks4j.core.kubernetes.ClusterConnector", "no spec"),
            Map.entry("dev.aks4j.core.kubernetes.ClusterCredentials", "no spec"),
            Map.entry("dev.aks4j.core.kubernetes.Kubeconfig", "no spec"),
            Map.entry("dev.aks4j.network.SubnetRef", "no spec"),
            Map.entry("dev.aks4j.identity.PodIdentityKeys", "no spec"),
            Map.entry("dev.aks4j.identity.RoleAssignmentSpec$Builder.condition", "only roles on data have one"),
            Map.entry("dev.aks4j.storage.StorageNeed", "no spec"),
            Map.entry("dev.aks4j.storage.StatefulWorkload", "no spec"),
            Map.entry("dev.aks4j.storage.StorageAccess", "a feature of a cluster; StorageScenarioTest has it"),
            Map.entry("dev.aks4j.network.IpPlanBuilder", "no spec"),
            Map.entry("dev.aks4j.network.NetworkChoice", "no spec"),
            Map.entry("dev.aks4j.network.resource.Traffic", "no spec"),
            Map.entry("dev.aks4j.network.NetworkLayout", "no spec"));

    @Test
    void everythingCanBeSaidByItself() {
        List<String> refused = new ArrayList<>();
        Vocabulary.all()
                .forEach(part -> part.calls().forEach(call -> {
                    try {
                        part.spec(Vocabulary.clusterFor(part), List.of(call));
                    } catch (InvalidSpecException notByItself) {
                        refused.add(part + " " + call + ": "
                                + notByItself.problems().get(0));
                    }
                }));
        assertThat(refused).isEmpty();
    }

    @Test
    void everyPropertyOfTheApiThatAMethodSetsTakesPart() {
        Map<String, Set<String>> said = new TreeMap<>();
        Vocabulary.all().forEach(part -> {
            Set<String> places = new TreeSet<>();
            places.addAll(places(part, part.ofCluster(), List.of()));
            part.calls().forEach(call -> places.addAll(places(part, part.ofCluster(), List.of(call))));
            said.put(part.name(), places);
        });
        Set<String> all = new HashSet<>();
        said.values().forEach(all::addAll);
        CoveredPlaces.byTitle()
                .forEach((title, places) -> assertThat(places)
                        .as(title)
                        .isNotEmpty()
                        .allMatch(place ->
                                all.contains(place) || UNSAID.keySet().stream().anyMatch(place::startsWith)));
        assertThat(UNSAID.keySet())
                .allMatch(beginning -> CoveredPlaces.byTitle().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(place -> place.startsWith(beginning) && !all.contains(place)));
    }

    private static Set<String> places(Part<?> part, List<String> ofCluster, List<String> calls) {
        ClusterSpec cluster = Vocabulary.clusterFor(part);
        Spec spec = part.spec(cluster, calls);
        return CoveredPlaces.in(Jackson.json(Said.document(spec, SCOPE)));
    }

    @Test
    void everyKindOfResourceTakesPart() {
        Set<Class<?>> taking = new HashSet<>();
        Vocabulary.all().forEach(part -> {
            ClusterSpec cluster = Vocabulary.clusterFor(part);
            take(part.spec(cluster, List.of()), taking);
            part.calls().forEach(call -> take(part.spec(cluster, List.of(call)), taking));
        });
        assertThat(classes().stream()
                        .filter(Spec.class::isAssignableFrom)
                        .filter(each -> !Modifier.isAbstract(each.getModifiers())))
                .hasSizeGreaterThan(18)
                .filteredOn(each -> ELSEWHERE.keySet().stream().noneMatch(each.getName()::startsWith))
                .allSatisfy(each -> assertThat(taking).contains(each));
    }

    @Test
    void everyMethodOfABuilderIsCalled() throws IOException {
        Map<String, Set<String>> called = called();
        List<String> silent = new ArrayList<>();
        for (Class<?> builder : classes()) {
            if (!builder.getPackageName().matches(BUILDERS)) {
                continue;
            }
            for (Method method : builder.getDeclaredMethods()) {
                String name = builder.getName() + "." + method.getName();
                if (isFluent(builder, method)
                        && called.getOrDefault(method.getName(), Set.of()).stream()
                                .noneMatch(owner -> isOf(owner, builder))
                        && UNCALLED.keySet().stream().noneMatch(name::startsWith)) {
                    silent.add(name);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static void take(Spec spec, Set<Class<?>> taking) {
        taking.add(spec.getClass());
        spec.derived().forEach(with -> take(with, taking));
    }

    /** Says something, and returns what it was said of. */
    private static boolean isFluent(Class<?> builder, Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !method.isSynthetic()
                && method.getReturnType() != Object.class
                && method.getReturnType().isAssignableFrom(builder);
    }

    private static boolean isOf(String owner, Class<?> builder) {
        try {
            return builder.isAssignableFrom(Class.forName(owner, false, builder.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns on which classes each method is called by the vocabulary and by the coverage cases that it takes over. */
    private static Map<String, Set<String>> called() throws IOException {
        List<Path> paths = new ArrayList<>();
        Path tests = Path.of(root(VocabularyTest.class).toString(), "dev/aks4j/tests");
        for (String folder : List.of("truth", "docs")) {
            try (Stream<Path> files = Files.list(tests.resolve(folder))) {
                files.filter(file ->
                                file.getFileName().toString().matches("(\\w+Words|\\w*CoverageCases)(\\$.*)?\\.class"))
                        .forEach(paths::add);
            }
        }
        JavaClasses classes = new ClassFileImporter().importPaths(paths);
        Map<String, Set<String>> called = new TreeMap<>();
        for (JavaClass each : classes) {
            each.getMethodCallsFromSelf()
                    .forEach(call -> called.computeIfAbsent(call.getName(), any -> new HashSet<>())
                            .add(call.getTargetOwner().getName()));
            each.getMethodReferencesFromSelf()
                    .forEach(call -> called.computeIfAbsent(call.getName(), any -> new HashSet<>())
                            .add(call.getTargetOwner().getName()));
        }
        return called;
    }

    private static Path root(Class<?> of) {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static List<Class<?>> classes() {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> module :
                List.of(ClusterSpec.class, VirtualNetworkSpec.class, DiskClass.class, ManagedIdentitySpec.class)) {
            Path place = root(module);
            try (Archive archive = Archive.of(place);
                    Stream<Path> files = Files.walk(archive.root())) {
                files.map(file -> archive.root().relativize(file).toString())
                        .filter(file -> file.startsWith("dev/aks4j/") && file.endsWith(".class"))
                        .filter(file -> !file.contains("package-info"))
                        .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
                        .filter(name -> !name.contains(".internal."))
                        .forEach(name -> all.add(load(name)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return all;
    }

    /** Where the classes of a module are: in a folder, or in an archive as a build has it that packages before it tests. */
    private record Archive(Path root, Optional<FileSystem> opened) implements AutoCloseable {

        static Archive of(Path place) throws IOException {
            if (Files.isDirectory(place)) {
                return new Archive(place, Optional.empty());
            }
            FileSystem files = FileSystems.newFileSystem(place);
            return new Archive(files.getPath(""), Optional.of(files));
        }

        @Override
        public void close() throws IOException {
            if (opened.isPresent()) {
                opened.get().close();
            }
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, CoverageCases.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
