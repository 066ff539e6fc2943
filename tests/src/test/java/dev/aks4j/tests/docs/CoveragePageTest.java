package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The page that holds every writable property of the newest stable version of the API against the method that sets it. */
class CoveragePageTest {

    private static final String POOL = "/properties/agentPoolProfiles[]";

    /** Properties of a cluster that no method sets, by their beginning, with the reason. */
    private static final Map<String, String> CLUSTER = new LinkedHashMap<>();

    static {
        CLUSTER.put("/kind", "it chooses among views of Azure's portal only");
        CLUSTER.put("/identity/delegatedResources", "of Azure's own services, which it lets act in a cluster");
        CLUSTER.put("/properties/podIdentityProfile", "no longer supported since 2025-09");
        CLUSTER.put("/properties/aadProfile/clientAppID", "the legacy Entra integration cannot be created any more");
        CLUSTER.put("/properties/aadProfile/serverApp", "the legacy Entra integration cannot be created any more");
        CLUSTER.put("/properties/privateLinkResources", "Azure fills it in; the API server's subnet settles it");
        CLUSTER.put(POOL + "/virtualMachineNodesStatus", "Azure fills it in");
        CLUSTER.put(
                "/properties/networkProfile/networkMode",
                "no new cluster has bridge, and transparent is had without it");
        CLUSTER.put(
                "/properties/networkProfile/loadBalancerProfile/enableMultipleStandardLoadBalancers",
                "a preview, whose load balancers are in preview versions of the API only");
    }

    /** Properties of a maintenance configuration that no method sets. */
    private static final Map<String, String> MAINTENANCE = Map.of(
            "/properties/timeInWeek", "deprecated; Azure moves it to a weekly window, which the schedule says",
            "/properties/notAllowedTime", "deprecated with timeInWeek; notOn(from, to) says it");

    static final List<Coverage> ALL = List.of(
            Coverage.of("Managed clusters and agent pools", "managedClusters", CoverageCases.all(), CLUSTER),
            Coverage.of(
                    "Maintenance configurations",
                    "managedClusters/maintenanceConfigurations",
                    CompanionCoverageCases.maintenance(),
                    MAINTENANCE),
            Coverage.of("Snapshots", "snapshots", CompanionCoverageCases.snapshots(), Map.of()),
            Coverage.of(
                    "Managed namespaces",
                    "managedClusters/managedNamespaces",
                    CompanionCoverageCases.namespaces(),
                    Map.of()),
            Coverage.of(
                    "Identity bindings",
                    "managedClusters/identityBindings",
                    CompanionCoverageCases.bindings(),
                    Map.of()),
            Coverage.of(
                    "Trusted access",
                    "managedClusters/trustedAccessRoleBindings",
                    CompanionCoverageCases.access(),
                    Map.of()));

    @ParameterizedTest
    @FieldSource("ALL")
    void everyWritablePropertyHasAMethodOrAReason(Coverage resource) {
        assertThat(resource.writable())
                .isNotEmpty()
                .allSatisfy(place -> assertThat(resource.method(place).or(() -> resource.reason(place)))
                        .as(place)
                        .isPresent());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void noExceptionIsIdle(Coverage resource) {
        assertThat(resource.exceptions().keySet())
                .allSatisfy(beginning -> assertThat(resource.writable())
                        .anyMatch(place -> place.startsWith(beginning)
                                && resource.method(place).isEmpty()));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void nothingIsSetThatTheModelDoesNotKnow(Coverage resource) {
        assertThat(resource.setBy().keySet())
                .allSatisfy(place -> assertThat(resource.writable())
                        .anyMatch(known -> known.equals(place) || known.startsWith(place + "/")));
    }

    @Test
    void anAgentPoolHasNoPropertyThatAPoolOfAClusterHasNot() {
        Set<String> ofPools = Coverage.writable("managedClusters/agentPools").stream()
                .map(place -> place.replaceFirst("^/properties", POOL))
                .collect(Collectors.toSet());
        assertThat(ofPools)
                .hasSizeGreaterThan(90)
                .allSatisfy(place -> assertThat(ALL.get(0).writable()).contains(place));
    }

    @Test
    void thePageShowsIt() throws IOException {
        long writable =
                ALL.stream().mapToLong(resource -> resource.writable().size()).sum();
        long covered = ALL.stream().mapToLong(Coverage::covered).sum();
        StringBuilder page = new StringBuilder("# Coverage of the AKS API\n\nWritable properties in api-version "
                + ClusterSpec.API_VERSION + ", and the method that sets each: "
                + writable + ", of which " + covered + " have a method and " + (writable - covered)
                + " a reason why not. `raw(pointer, value)` sets what has no method: the pointer of a cluster's begins at\n"
                + "its document (`/properties/…`), that of a pool's at the pool's own properties (`/count`, not\n"
                + "`/properties/agentPoolProfiles/…`), so that it holds for a pool by itself too. Made from the code by `CoveragePageTest`; do not edit.\n\n"
                + "| resource | properties | with a method |\n|---|---|---|\n");
        ALL.forEach(resource -> page.append(
                "| " + resource + " | " + resource.writable().size() + " | " + resource.covered() + " |\n"));
        ALL.forEach(resource ->
                page.append("\n## " + resource + "\n\n| property | set by |\n|---|---|\n" + resource.rows()));
        GeneratedPage.check("coverage.md", page.toString());
    }
}
