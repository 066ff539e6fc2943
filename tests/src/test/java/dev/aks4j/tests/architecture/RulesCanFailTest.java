package dev.aks4j.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds each rule against a small world that breaks it, because a rule that never fails proves nothing. */
class RulesCanFailTest {

    private static final String WRONG = "dev.aks4j.tests.architecture.wrong";
    private static final JavaClasses WORLD = new ClassFileImporter().importPackages(WRONG);

    @TestFactory
    List<DynamicTest> everyFloorRuleSeesAnArrowUp() {
        return each(ArchitectureRules.arrowsPointDown(WRONG + ".core"));
    }

    @TestFactory
    List<DynamicTest> everyConcernRuleSeesAnotherModule() {
        return each(ArchitectureRules.concernsKnowOnlyCore(WRONG));
    }

    @Test
    void aPackageWithoutAFloorIsSeen() {
        assertBreaks(ArchitectureRules.everyPackageHasAFloor(WRONG + ".core"), "Nowhere");
    }

    @Test
    void aCircleIsSeen() {
        assertBreaks(ArchitectureRules.noCircles(WRONG + ".core"), "auth");
    }

    @Test
    void coreThatKnowsAModuleIsSeen() {
        assertBreaks(ArchitectureRules.coreKnowsNoModule(WRONG), "Facade");
    }

    @Test
    void aSharedModelClassIsSeenUnlessItIsListed() {
        assertBreaks(ArchitectureRules.testKitSharesOnly(WRONG, Set.of()), "Double");
        assertThat(broken(ArchitectureRules.testKitSharesOnly(WRONG, Set.of("core.model.Low"))))
                .isFalse();
    }

    @Test
    void aSimulatorThatUsesTheSdkIsSeen() {
        assertBreaks(ArchitectureRules.simulatorsKnowNoSdk(WRONG), "CloudState");
    }

    @Test
    void simulatedKubernetesThatKnowsAzureIsSeen() {
        assertBreaks(ArchitectureRules.simulatedKubernetesKnowsNoAzure(WRONG), "Server");
    }

    @Test
    void aUseOfWhatIsInternalToASimulatorIsSeen() {
        assertBreaks(ArchitectureRules.simulatorsInsidesStayInside(WRONG), "Double");
    }

    @Test
    void whatIsHiddenIsSeenInAnotherModuleAndInAPublicDeclaration() {
        assertBreaks(ArchitectureRules.internalsStayInTheirModule(WRONG), "storage.StorageConcern");
        assertBreaks(
                ArchitectureRules.internalsStayHidden(WRONG, Set.of()), "core.Facade -> core.internal.model.Hidden");
        assertThat(broken(ArchitectureRules.internalsStayHidden(
                        WRONG, Set.of("core.Facade -> core.internal.model.Hidden"))))
                .isFalse();
    }

    @Test
    void aTypeOfJacksonInAPublicDeclarationIsSeen() {
        assertBreaks(ArchitectureRules.noJacksonIsShown(WRONG), "identity.IdentityConcern -> com.fasterxml.jackson");
    }

    @Test
    void clocksAndSleepsAreSeenUnlessTheirClassIsExempt() {
        ArchRule rule = ArchitectureRules.timeIsInjected(WRONG, Set.of("identity.IdentityConcern"));
        assertBreaks(rule, "network.NetworkConcern");
        assertBreaks(rule, "storage.StorageConcern");
        assertThat(rule.evaluate(WORLD).getFailureReport().toString()).doesNotContain("identity.IdentityConcern");
        assertBreaks(ArchitectureRules.timeIsInjected(WRONG, Set.of()), "identity.IdentityConcern");
    }

    @Test
    void lengthOfTimeByTheWallClockIsSeenUnlessItsClassIsExempt() {
        JavaClasses world = new ClassFileImporter().importClasses(AsksTheWallClock.class);
        assertThat(ArchitectureRules.lengthsOfTimeAreMonotonic("dev.aks4j", Set.of())
                        .evaluate(world)
                        .hasViolation())
                .isTrue();
        assertThat(ArchitectureRules.lengthsOfTimeAreMonotonic(
                                "dev.aks4j", Set.of("tests.architecture.RulesCanFailTest"))
                        .evaluate(world)
                        .hasViolation())
                .isFalse();
    }

    @Test
    void anotherHttpStackIsSeen() {
        JavaClasses netty = new ClassFileImporter().importClasses(io.netty.Channel.class, UsesNetty.class);
        assertThat(ArchitectureRules.noOtherHttpStack("dev.aks4j")
                        .evaluate(netty)
                        .hasViolation())
                .isTrue();
    }

    @Test
    void aPackageThatDoesNotSayWhatMayBeNullIsSeen() {
        assertBreaks(ArchitectureRules.everyPackageSaysWhatMayBeNull(WRONG), "identity has no package-info");
    }

    @Test
    void aMutablePublicFieldIsSeen() {
        assertBreaks(ArchitectureRules.noPublicMutableField(WRONG), "Specification.above");
        assertBreaks(ArchitectureRules.noPublicMutableField(WRONG), "Nowhere.NUMBERS");
    }

    private static List<DynamicTest> each(List<ArchRule> rules) {
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(), () -> assertThat(broken(rule)).isTrue()))
                .toList();
    }

    private static void assertBreaks(ArchRule rule, String culprit) {
        assertThat(rule.evaluate(WORLD).getFailureReport().toString()).contains(culprit);
    }

    private static boolean broken(ArchRule rule) {
        return rule.evaluate(WORLD).hasViolation();
    }

    /** Tells how long something took by the wall clock. */
    static final class AsksTheWallClock {
        java.time.Duration since(java.time.Instant begin, dev.aks4j.core.model.Scheduler scheduler) {
            return java.time.Duration.between(begin, scheduler.now());
        }
    }

    /** Depends on a class that is called like one of netty's; the real one is banned from the class path. */
    static final class UsesNetty {
        Class<?> channel = io.netty.Channel.class;
    }
}
