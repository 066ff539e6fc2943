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
        return each(Rules.arrowsPointDown(WRONG + ".core"));
    }

    @TestFactory
    List<DynamicTest> everyConcernRuleSeesAnotherModule() {
        return each(Rules.concernsKnowOnlyCore(WRONG));
    }

    @Test
    void aPackageWithoutAFloorIsSeen() {
        assertBreaks(Rules.everyPackageHasAFloor(WRONG + ".core"), "Nowhere");
    }

    @Test
    void aCircleIsSeen() {
        assertBreaks(Rules.noCircles(WRONG + ".core"), "auth");
    }

    @Test
    void coreThatKnowsAModuleIsSeen() {
        assertBreaks(Rules.coreKnowsNoModule(WRONG), "Facade");
    }

    @Test
    void aSharedModelClassIsSeenUnlessItIsListed() {
        assertBreaks(Rules.testKitSharesOnly(WRONG, Set.of()), "Double");
        assertThat(broken(Rules.testKitSharesOnly(WRONG, Set.of("core.model.Low"))))
                .isFalse();
    }

    @Test
    void aSimulatorThatUsesTheSdkIsSeen() {
        assertBreaks(Rules.simulatorsKnowNoSdk(WRONG), "CloudState");
    }

    @Test
    void simulatedKubernetesThatKnowsAzureIsSeen() {
        assertBreaks(Rules.simulatedKubernetesKnowsNoAzure(WRONG), "Server");
    }

    @Test
    void aUseOfWhatIsInternalToASimulatorIsSeen() {
        assertBreaks(Rules.simulatorsInsidesStayInside(WRONG), "Double");
    }

    @Test
    void whatIsHiddenIsSeenInAnotherModuleAndInAPublicDeclaration() {
        assertBreaks(Rules.internalsStayInTheirModule(WRONG), "storage.Concern");
        assertBreaks(Rules.internalsStayHidden(WRONG, Set.of()), "core.Facade -> core.internal.model.Hidden");
        assertThat(broken(Rules.internalsStayHidden(WRONG, Set.of("core.Facade -> core.internal.model.Hidden"))))
                .isFalse();
    }

    @Test
    void aTypeOfJacksonInAPublicDeclarationIsSeen() {
        assertBreaks(Rules.noJacksonIsShown(WRONG), "identity.Concern -> com.fasterxml.jackson");
    }

    @Test
    void clocksAndSleepsAreSeenUnlessTheirClassIsExempt() {
        ArchRule rule = Rules.timeIsInjected(WRONG, Set.of("identity.Concern"));
        assertBreaks(rule, "network.Concern");
        assertBreaks(rule, "storage.Concern");
        assertThat(rule.evaluate(WORLD).getFailureReport().toString()).doesNotContain("identity.Concern");
        assertBreaks(Rules.timeIsInjected(WRONG, Set.of()), "identity.Concern");
    }

    @Test
    void lengthOfTimeByTheWallClockIsSeenUnlessItsClassIsExempt() {
        JavaClasses world = new ClassFileImporter().importClasses(AsksTheWallClock.class);
        assertThat(Rules.lengthsOfTimeAreMonotonic("dev.aks4j", Set.of())
                        .evaluate(world)
                        .hasViolation())
                .isTrue();
        assertThat(Rules.lengthsOfTimeAreMonotonic("dev.aks4j", Set.of("tests.architecture.RulesCanFailTest"))
                        .evaluate(world)
                        .hasViolation())
                .isFalse();
    }

    @Test
    void anotherHttpStackIsSeen() {
        JavaClasses netty = new ClassFileImporter().importClasses(io.netty.Channel.class, UsesNetty.class);
        assertThat(Rules.noOtherHttpStack("dev.aks4j").evaluate(netty).hasViolation())
                .isTrue();
    }

    @Test
    void aPackageThatDoesNotSayWhatMayBeNullIsSeen() {
        assertBreaks(Rules.everyPackageSaysWhatMayBeNull(WRONG), "identity has no package-info");
    }

    @Test
    void aMutablePublicFieldIsSeen() {
        assertBreaks(Rules.noPublicMutableField(WRONG), "Spec.above");
        assertBreaks(Rules.noPublicMutableField(WRONG), "Nowhere.NUMBERS");
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
