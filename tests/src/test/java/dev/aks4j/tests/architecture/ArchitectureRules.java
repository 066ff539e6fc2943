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
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the design says about who may know whom, as rules over compiled classes. Every rule takes the root package, so
 * that {@link RulesCanFailTest} can hold it against a small wrong world. A package that is still empty breaks no rule.
 */
final class ArchitectureRules {

    /** The floors of aks-core, lowest first; packages on one line share a floor. The facade is the root itself. */
    static final List<List<String>> FLOORS = List.of(
            List.of("model"),
            List.of("arm", "auth"),
            List.of("operation"),
            List.of("plan", "kubernetes"),
            List.of("group", "metrics", "resource"),
            List.of("cluster", "fleet"));

    static final List<String> CONCERNS = List.of("network", "storage", "identity");

    /** Under a package of this name stands what no other module and no user is to use. */
    static final String HIDDEN = "internal";

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

    private ArchitectureRules() {}

    /** One rule for each floor but the highest: it depends on nothing above it. */
    static List<ArchRule> arrowsPointDown(String core) {
        List<ArchRule> rules = new ArrayList<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            String[] above = Stream.concat(
                            FLOORS.stream()
                                    .skip(floor + 1L)
                                    .flatMap(List::stream)
                                    .flatMap(name -> rooms(core, name)),
                            Stream.of(core))
                    .toArray(String[]::new);
            for (String name : FLOORS.get(floor)) {
                rules.add(noClasses()
                        .that()
                        .resideInAnyPackage(rooms(core, name).toArray(String[]::new))
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
                        Stream.of(core), FLOORS.stream().flatMap(List::stream).flatMap(name -> rooms(core, name)))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(core + "..")
                .should()
                .resideInAnyPackage(known)
                .as("every package of aks-core has a floor")
                .allowEmptyShould(true);
    }

    /**
     * Packages on one floor may know each other, but never in a circle. What is public in a package and what stands behind
     * it under {@code internal} are one.
     */
    static ArchRule noCircles(String root) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return inside(type, root) && !type.getPackageName().equals(root)
                                ? SliceIdentifier.of(type.getPackageName()
                                        .substring(root.length() + 1)
                                        .replace("internal.", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of " + root + ", each with what stands behind it";
                    }
                })
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** The public package of a floor and what stands behind it. */
    private static Stream<String> rooms(String core, String name) {
        return Stream.of(core + "." + name + "..", core + "." + HIDDEN + "." + name + "..");
    }

    /** What stands behind the public packages of one module is nothing to the other modules. */
    static ArchRule internalsStayInTheirModule(String root) {
        DescribedPredicate<JavaClass> hidden =
                DescribedPredicate.describe("hidden in a module", type -> isHidden(type, root));
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("use what is hidden only in their own module") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(arrow -> hidden.test(arrow.getTargetClass()))
                                .filter(arrow ->
                                        !module(arrow.getTargetClass(), root).equals(module(type, root)))
                                .forEach(arrow ->
                                        events.add(SimpleConditionEvent.violated(type, arrow.getDescription())));
                    }
                })
                .allowEmptyShould(true);
    }

    /**
     * No public declaration of a public package shows a type of an {@code internal} package.
     *
     * @param except those that still do, as {@code core.plan.Runs -> core.internal.Thing}
     */
    static ArchRule internalsStayHidden(String root, Set<String> except) {
        return publicDeclarationsShowNo("type of an internal package", root, type -> isHidden(type, root), except);
    }

    /**
     * No public declaration of the modules that users build on shows a type of Jackson: version 2 and 3 meet on one class
     * path, and our own JSON stands between.
     */
    static ArchRule noJacksonIsShown(String root) {
        return publicDeclarationsShowNo(
                "type of Jackson",
                root,
                type -> type.getPackageName().startsWith("com.fasterxml.jackson")
                        || type.getPackageName().startsWith("tools.jackson"),
                Set.of());
    }

    private static ArchRule publicDeclarationsShowNo(
            String what, String root, Predicate<JavaClass> unwanted, Set<String> except) {
        return classes()
                .that(DescribedPredicate.describe("are seen by users", type -> isPublic(type) && !isHidden(type, root)))
                .and()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("show no " + what) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        shown(type)
                                .map(JavaClass::getBaseComponentType)
                                .filter(unwanted)
                                .map(seen -> name(type, root) + " -> " + name(seen, root))
                                .filter(arrow -> !except.contains(arrow))
                                .distinct()
                                .forEach(arrow -> events.add(SimpleConditionEvent.violated(type, arrow)));
                    }
                })
                .allowEmptyShould(true);
    }

    /** Every type that a public declaration of a class names. */
    private static Stream<JavaClass> shown(JavaClass type) {
        Stream<JavaClass> above = Stream.concat(
                type.getSuperclass().stream().flatMap(parent -> parent.getAllInvolvedRawTypes().stream()),
                type.getInterfaces().stream().flatMap(parent -> parent.getAllInvolvedRawTypes().stream()));
        Stream<JavaClass> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(member -> member instanceof JavaCodeUnit code
                        ? Stream.of(
                                        Stream.of(code.getReturnType()),
                                        code.getParameters().stream().map(JavaParameter::getType),
                                        code.getExceptionTypes().stream())
                                .flatMap(types -> types)
                                .flatMap(seen -> seen.getAllInvolvedRawTypes().stream())
                        : ((JavaField) member).getType().getAllInvolvedRawTypes().stream());
        return Stream.concat(above, members);
    }

    private static boolean isPublic(JavaClass type) {
        return (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(ArchitectureRules::isPublic).orElse(true);
    }

    private static boolean isHidden(JavaClass type, String root) {
        return inside(type, root) && (type.getPackageName() + ".").contains("." + HIDDEN + ".");
    }

    private static String module(JavaClass type, String root) {
        return type.getPackageName()
                .substring(Math.min(type.getPackageName().length(), root.length() + 1))
                .split("[.]")[0];
    }

    private static String name(JavaClass type, String root) {
        String name = outermost(type);
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : name;
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

    /** How long something takes is not told by a clock that somebody may set. */
    static ArchRule lengthsOfTimeAreMonotonic(String root, Set<String> except) {
        DescribedPredicate<JavaAccess<?>> readsTheWallClock = DescribedPredicate.describe(
                "reads the wall clock, by which no length of time may be told (elapsed() tells it)",
                access -> access.getName().equals("now")
                        && access.getTargetOwner().getName().equals("dev.aks4j.core.model.Scheduler"));
        DescribedPredicate<JavaClass> exempt = DescribedPredicate.describe(
                "a class that shows instants, or compares them with dates of Azure's",
                type -> except.contains(outermost(type).substring(root.length() + 1)));
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(exempt))
                .should()
                .accessTargetWhere(readsTheWallClock)
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

    /** What may be null is said everywhere, and nothing else may: every package is marked, also those without a public type. */
    static ArchRule everyPackageSaysWhatMayBeNull(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("lie in a package with @NullMarked in its package-info") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                            events.add(SimpleConditionEvent.violated(
                                    type,
                                    type.getPackageName()
                                            + " has no package-info with @NullMarked, so it says nothing of "
                                            + type.getSimpleName()));
                        }
                    }
                })
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
