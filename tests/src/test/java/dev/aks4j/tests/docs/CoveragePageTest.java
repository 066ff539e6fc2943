package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that holds every writable property of the client library's model against the method that sets it. */
class CoveragePageTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    /** Properties that no method sets, by their beginning, with the reason. */
    private static final Map<String, String> EXCEPTIONS = new LinkedHashMap<>();

    static {
        EXCEPTIONS.put("/kind", "Azure ignores it for managed clusters");
        EXCEPTIONS.put("/identity/delegatedResources", "for Azure's own services");
        EXCEPTIONS.put("/properties/servicePrincipalProfile", "a secret that expires; managed identities replace it");
        EXCEPTIONS.put("/properties/podIdentityProfile", "no longer supported since 2025-09");
        EXCEPTIONS.put("/properties/aadProfile/clientAppID", "the legacy Entra integration cannot be created any more");
        EXCEPTIONS.put("/properties/aadProfile/serverApp", "the legacy Entra integration cannot be created any more");
        EXCEPTIONS.put("/properties/privateLinkResources", "Azure fills it in; the API server's subnet settles it");
        EXCEPTIONS.put("/properties/status", "Azure fills it in");
        EXCEPTIONS.put("/properties/agentPoolProfiles[]/status", "Azure fills it in");
        EXCEPTIONS.put("/properties/agentPoolProfiles[]/virtualMachineNodesStatus", "Azure fills it in");
        EXCEPTIONS.put("/properties/networkProfile/networkMode", "for a plug-in that Azure no longer has");
        EXCEPTIONS.put(
                "/properties/networkProfile/loadBalancerProfile/enableMultipleStandardLoadBalancers",
                "a preview; raw(...) sets it");
    }

    private static Set<String> writable;
    private static Map<String, String> setBy;

    @BeforeAll
    static void read() throws IOException {
        writable = Leaves.of(WholeModel.of(ManagedClusterInner.class));
        setBy = new TreeMap<>();
        CoverageCases.all()
                .forEach(one ->
                        Leaves.of(document(one.cluster())).forEach(place -> setBy.putIfAbsent(place, one.method())));
    }

    @Test
    void everyWritablePropertyHasAMethodOrAReason() {
        assertThat(writable)
                .hasSizeGreaterThan(250)
                .allSatisfy(place -> assertThat(method(place).or(() -> reason(place)))
                        .as(place)
                        .isPresent());
    }

    @Test
    void noExceptionIsIdle() {
        assertThat(EXCEPTIONS.keySet())
                .allSatisfy(beginning -> assertThat(writable)
                        .anyMatch(place ->
                                place.startsWith(beginning) && method(place).isEmpty()));
    }

    @Test
    void nothingIsSetThatTheModelDoesNotKnow() {
        assertThat(setBy.keySet())
                .allSatisfy(place ->
                        assertThat(writable).anyMatch(known -> known.equals(place) || known.startsWith(place + "/")));
    }

    @Test
    void thePageShowsIt() throws IOException {
        long covered =
                writable.stream().filter(place -> method(place).isPresent()).count();
        StringBuilder page =
                new StringBuilder("# Coverage of the AKS API\n\nWritable properties of a managed cluster and"
                        + " its node pools in api-version " + ClusterSpec.API_VERSION
                        + ", as the client library knows them: "
                        + writable.size() + ", of which " + covered + " have a method and "
                        + (writable.size() - covered)
                        + " a reason why not. Made from the code by `CoveragePageTest`; do not edit.\n\n"
                        + "| property | set by |\n|---|---|\n");
        writable.forEach(place -> page.append("| `")
                .append(place)
                .append("` | ")
                .append(method(place)
                        .map(text -> "`" + text + "`")
                        .orElseGet(() -> "— " + reason(place).orElse("?")))
                .append(" |\n"));
        GeneratedPage.check("coverage.md", page.toString());
    }

    private static Optional<String> method(String place) {
        return Optional.ofNullable(setBy.get(place));
    }

    private static Optional<String> reason(String place) {
        return EXCEPTIONS.entrySet().stream()
                .filter(entry -> place.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @SuppressWarnings("unchecked") // the kind of a cluster spec accepts cluster specs
    private static JsonNode document(ClusterSpec spec) {
        ResourceKind<ClusterSpec> kind = (ResourceKind<ClusterSpec>) spec.kind();
        return ((Write.Put) kind.create(spec, SCOPE).get(0)).body();
    }
}
