package dev.aks4j.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the design says about who may know whom, as rules over compiled classes. Every rule takes the root package, so
 * that {@link RulesCanFailTest} can hold it against a small wrong world. A package that is still empty breaks no rule.
 */
final class Rules {

    /** The floors of aks-core, lowest first; packages on one line share a floor. The facade is the root itself. */
    static final List<List<String>> FLOORS = List.of(
            List.of("model"),
            List.of("arm", "auth"),
            List.of("operation"),
            List.of("plan", "kubernetes"),
            List.of("group", "metrics"),
            List.of("cluster"));

    static final List<String> CONCERNS = List.of("network", "storage", "identity");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.Thread.sleep",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil");

    private Rules() {}

    /** One rule for each floor but the highest: it depends on nothing above it. */
    static List<ArchRule> arrowsPointDown(String core) {
        List<ArchRule> rules = new ArrayList<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            String[] above = Stream.concat(
                            FLOORS.stream()
                                    .skip(floor + 1L)
                                    .flatMap(List::stream)
                                    .map(name -> core + "." + name + ".."),
                            Stream.of(core))
                    .toArray(String[]::new);
            for (String name : FLOORS.get(floor)) {
                rules.add(noClasses()
                        .that()
                        .resideInAPackage(core + "." + name + "..")
                        .should(dependOnClassesThat(resideInAnyPackage(above)))
                        .as(name + " depends on nothing above floor " + floor)
                        .allowEmptyShould(true));
            }
        }
        return rules;
    }

    /** A package of aks-core that is not in the table has no floor yet, and so escapes every rule above. */
    static ArchRule everyPackageHasAFloor(String core) {
        String[] known = Stream.concat(
                        Stream.of(core), FLOORS.stream().flatMap(List::stream).map(name -> core + "." + name + ".."))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(core + "..")
                .should()
                .resideInAnyPackage(known)
                .as("every package of aks-core has a floor")
                .allowEmptyShould(true);
    }

    /** Packages on one floor may know each other, but never in a circle. */
    static ArchRule noCircles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** No concern module imports another, nor the test kit. */
    static List<ArchRule> concernsKnowOnlyCore(String root) {
        return CONCERNS.stream()
                .map(concern -> noClasses()
                        .that()
                        .resideInAPackage(root + "." + concern + "..")
                        .should(dependOnClassesThat(resideInAPackage(root + "..")
                                .and(not(resideInAnyPackage(root + "." + concern + "..", root + ".core..")))))
                        .as(concern + " knows only core")
                        .allowEmptyShould(true))
                .toList();
    }

    /** Core imports none of the modules that stand on it. */
    static ArchRule coreKnowsNoModule(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should(dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".core..")))))
                .as("core knows no other module")
                .allowEmptyShould(true);
    }

    /** The simulators share nothing with the SDK, or a fault would hide on both sides; they know no client library of Azure. */
    static ArchRule simulatorsKnowNoSdk(String root) {
        DescribedPredicate<JavaClass> ours = DescribedPredicate.describe(
                "classes of aks4j other than the simulators",
                type -> type.getPackageName().startsWith(root + ".") && !inside(type, root + ".simulated"));
        return noClasses()
                .that()
                .resideInAPackage(root + ".simulated..")
                .should(dependOnClassesThat(ours.or(resideInAnyPackage("com.azure..", "com.microsoft.."))))
                .as("the simulators share no code with the SDK")
                .allowEmptyShould(true);
    }

    /** Simulated Kubernetes, and the wire, time and certificates below it, know no Azure. */
    static ArchRule simulatedKubernetesKnowsNoAzure(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".simulated.kubernetes..",
                        root + ".simulated.wire..",
                        root + ".simulated.time..",
                        root + ".simulated.tls..")
                .should(dependOnClassesThat(resideInAPackage(root + ".simulated.azure..")))
                .as("simulated Kubernetes knows no Azure")
                .allowEmptyShould(true);
    }

    /** What is internal to the simulators is used by nobody else. */
    static ArchRule simulatorsInsidesStayInside(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(resideInAPackage(root + ".simulated..")))
                .should(dependOnClassesThat(resideInAPackage(root + ".simulated..internal..")))
                .as("only the simulators use what is internal to them")
                .allowEmptyShould(true);
    }

    /** The test kit takes little from the SDK: no rule, no model class and no operation code. */
    static ArchRule testKitSharesOnly(String root, Set<String> shared) {
        DescribedPredicate<JavaClass> ours = DescribedPredicate.describe(
                "classes of aks4j other than the test kit, the simulators and " + shared,
                type -> type.getPackageName().startsWith(root + ".")
                        && !inside(type, root + ".testkit")
                        && !inside(type, root + ".simulated")
                        && shared.stream().noneMatch(name -> outermost(type).equals(root + "." + name)));
        return noClasses()
                .that()
                .resideInAPackage(root + ".testkit..")
                .should(dependOnClassesThat(ours))
                .allowEmptyShould(true);
    }

    /** Time and waiting belong to the scheduler; {@code except} lists its implementations. */
    static ArchRule timeIsInjected(String root, Set<String> except) {
        DescribedPredicate<JavaAccess<?>> readsTheClock = DescribedPredicate.describe(
                "reads the system clock or sleeps",
                access -> CLOCKS.contains(access.getTargetOwner().getName() + "." + access.getName()));
        DescribedPredicate<JavaClass> exempt = DescribedPredicate.describe(
                "a scheduler's implementation",
                type -> except.contains(outermost(type).substring(root.length() + 1)));
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(exempt))
                .should()
                .accessTargetWhere(readsTheClock)
                .allowEmptyShould(true);
    }

    /** The JDK's HTTP client is the only one; neither netty nor vert.x is a dependency. */
    static ArchRule noOtherHttpStack(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(never(dependOnClassesThat(resideInAnyPackage("io.netty..", "io.vertx..", "reactor.netty.."))))
                .allowEmptyShould(true);
    }

    /** Public types show their state through methods; a public field is a constant, and so not an array. */
    static ArchRule noPublicMutableField(String root) {
        return fields().that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAPackage(root + ".."))
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(DescribedPredicate.describe("an array", JavaClass::isArray))
                .allowEmptyShould(true);
    }

    private static boolean inside(JavaClass type, String name) {
        return type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }

    private static String outermost(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }
}
