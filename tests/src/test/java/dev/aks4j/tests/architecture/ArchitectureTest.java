package dev.aks4j.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the modules against the design's floors and rooms. */
class ArchitectureTest {

    private static final String ROOT = "dev.aks4j";

    /**
     * What the test kit takes from core: time, the ways out, credentials, the facade that it hands to a test, the name of a
     * region, which a test says in the words of its specs, and what a ledger is, which ledgers of one's own are tested for.
     */
    private static final Set<String> SHARED_WITH_TEST_KIT = Set.of(
            "core.model.Scheduler",
            "core.model.Region",
            "core.model.Json",
            "core.plan.ledger.Ledger",
            "core.plan.ledger.LedgerEntry",
            "core.plan.ledger.LedgerTakenException",
            "core.plan.ledger.RunFilter",
            "core.arm.Transport",
            "core.auth.AksCredential",
            "core.auth.AzureCloud",
            "core.Aks");

    /**
     * The only classes that may ask the machine what time it is: the two schedulers on the system's clock, and the
     * simulator's certificates, which other processes hold against theirs.
     */
    private static final Set<String> CLOCKS =
            Set.of("core.model.SystemScheduler", "simulated.time.WallTime", "simulated.tls.CertificateAuthority");

    /**
     * The only classes that ask a scheduler for the wall clock: they compare with dates that Azure gives (Retry-After, the
     * expiry of tokens, the end of operations, the calendar of versions) or the ledger has, or show and store when something began.
     */
    private static final Set<String> WALL_CLOCK = Set.of(
            "core.internal.arm.ClusterHttpClient",
            "core.internal.arm.DefaultArmClient",
            "core.internal.arm.RetryLoop",
            "core.internal.arm.Pacer",
            "core.internal.arm.RequestTeller",
            "core.internal.auth.CachedTokens",
            "core.internal.auth.ExpiryReader",
            "core.internal.operation.OperationEngine",
            "core.internal.plan.Planner",
            "core.internal.plan.VerbPlan",
            "core.internal.operation.AzureDate",
            "core.internal.plan.run.Hold",
            "core.internal.plan.run.RunClaim",
            "core.internal.plan.run.RunMachine",
            "core.plan.run.RunTaking",
            "core.plan.run.RunsInLedger",
            "core.cluster.operate.ClusterAudit",
            "core.cluster.operate.SigningKeyRotations",
            "core.cluster.operate.UpgradeOptions");

    private final JavaClasses product = Product.classes();

    @TestFactory
    List<DynamicTest> arrowsPointOnlyDown() {
        return each(ArchitectureRules.arrowsPointDown(ROOT + ".core"));
    }

    @TestFactory
    List<DynamicTest> concernModulesKnowOnlyCore() {
        return each(ArchitectureRules.concernsKnowOnlyCore(ROOT));
    }

    @Test
    void everyPackageOfCoreHasAFloor() {
        ArchitectureRules.everyPackageHasAFloor(ROOT + ".core").check(product);
    }

    @Test
    void packagesOfCoreFormNoCircle() {
        ArchitectureRules.noCircles(ROOT + ".core").check(product);
    }

    @Test
    void coreKnowsNoOtherModule() {
        ArchitectureRules.coreKnowsNoModule(ROOT).check(product);
    }

    @Test
    void simulatorsShareNoCodeWithTheSdk() {
        ArchitectureRules.simulatorsKnowNoSdk(ROOT).check(product);
    }

    @Test
    void simulatedKubernetesKnowsNoAzure() {
        ArchitectureRules.simulatedKubernetesKnowsNoAzure(ROOT).check(product);
    }

    @Test
    void packagesOfTheSimulatorsFormNoCircle() {
        ArchitectureRules.noCircles(ROOT + ".simulated").check(product);
    }

    @Test
    void whatIsInternalToTheSimulatorsStaysInside() {
        ArchitectureRules.simulatorsInsidesStayInside(ROOT).check(product);
    }

    @Test
    void testKitTakesLittleFromTheSdk() {
        ArchitectureRules.testKitSharesOnly(ROOT, SHARED_WITH_TEST_KIT).check(product);
    }

    @Test
    void whatIsHiddenInAModuleIsUsedByNoOther() {
        ArchitectureRules.internalsStayInTheirModule(ROOT).check(product);
    }

    @Test
    void noPublicDeclarationShowsWhatIsHidden() {
        ArchitectureRules.internalsStayHidden(ROOT, Set.of()).check(product);
    }

    @Test
    void noPublicDeclarationShowsJackson() {
        ArchitectureRules.noJacksonIsShown(ROOT).check(product.that(resideOutsideOfPackage(ROOT + ".simulated..")));
    }

    @Test
    void lengthsOfTimeAreMonotonic() {
        ArchitectureRules.lengthsOfTimeAreMonotonic(ROOT, WALL_CLOCK).check(product);
    }

    @Test
    void timeIsInjected() {
        ArchitectureRules.timeIsInjected(ROOT, CLOCKS).check(product);
    }

    @Test
    void theJdksHttpClientIsTheOnlyOne() {
        ArchitectureRules.noOtherHttpStack(ROOT).check(product);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        ArchitectureRules.everyPackageSaysWhatMayBeNull(ROOT)
                .check(product.that(resideOutsideOfPackages(ROOT + ".examples..", ROOT + ".benchmarks..")));
    }

    @Test
    void publicFieldsAreConstants() {
        ArchitectureRules.noPublicMutableField(ROOT).check(product);
    }

    private List<DynamicTest> each(List<ArchRule> rules) {
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(product)))
                .toList();
    }
}
