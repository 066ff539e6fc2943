package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.access.Access;
import dev.aks4j.identity.access.AccessEdge;
import dev.aks4j.identity.access.AccessGraph;
import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.AccessLink.State;
import dev.aks4j.identity.access.PodAccess;
import dev.aks4j.simulated.azure.fault.Fault;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A pod's token becomes an Entra token that reads a secret and a blob. Each link of the way is broken in turn: the reading
 * fails, and the explanation names that link. Every test mends what it broke.
 */
class PodAccessTest {

    private static final String READ = "opened a line";
    private static PodWorld world;

    @BeforeAll
    static void build() {
        world = new PodWorld(false);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void aWholeWayReadsSecretAndBlob() {
        Pod pod = world.pod("whole");
        assertThat(world.read(pod)).isEqualTo(READ);
        PodAccess way = world.explain("whole");
        assertThat(way.isWhole()).as(way.toString()).isTrue();
        assertThat(way.links()).extracting(link -> link.part()).containsExactly(Part.values());
        assertThat(way.toJson().at("/links/6/state").asText()).isEqualTo("HOLDS");
    }

    @Test
    void withoutTheWebhookTheIssuerIsNamed() {
        world.webhook(false);
        Pod pod = world.pod("no-webhook");
        assertThat(world.read(pod)).isEqualTo("no token");
        assertThat(world.broken("no-webhook")).isEqualTo(Part.ISSUER);
        assertThat(world.explain("no-webhook").link(Part.ISSUER).fix()).contains(".workloadIdentity()");
        world.webhook(true);
    }

    @Test
    void withoutTheAnnotationTheServiceAccountIsNamed() {
        String clientId = world.clientId();
        world.annotate("");
        Pod pod = world.pod("no-annotation");
        assertThat(world.read(pod)).isEqualTo("no token");
        assertThat(world.broken("no-annotation")).isEqualTo(Part.SERVICE_ACCOUNT);
        world.annotate(clientId);
    }

    @Test
    void withoutTheLabelThePodIsNamed() {
        Pod pod = world.pod("no-label", Map.of());
        assertThat(world.read(pod)).isEqualTo("no token");
        assertThat(world.broken("no-label")).isEqualTo(Part.POD_LABEL);
        world.pod("true-label", Map.of("azure.workload.identity/use", "True"));
        assertThat(world.explain("true-label").link(Part.POD_LABEL).found()).contains("is True");
    }

    @Test
    void aPodThatWasLabelledTooLateHasNoToken() {
        Pod pod = world.pod("late-label", Map.of());
        world.kubernetes
                .pods()
                .inNamespace(PodWorld.NAMESPACE)
                .withName("late-label")
                .edit(each -> {
                    each.getMetadata().setLabels(Map.of("azure.workload.identity/use", "true"));
                    return each;
                });
        assertThat(world.read(pod)).isEqualTo("no token");
        assertThat(world.broken("late-label")).isEqualTo(Part.AUDIENCE);
        assertThat(world.explain("late-label").link(Part.AUDIENCE).fix()).contains("Make the pod anew");
    }

    @Test
    void aCredentialForAnotherIssuerIsNamed() {
        String subscription = world.azure.subscriptionId();
        ResourceId id = ((Address.InAzure)
                        world.workload.credential().orElseThrow().address().inSubscription(subscription))
                .id();
        Json live = world.arm(ArmRequest.get(id, "2024-11-30"));
        String issuer = live.at("/properties/issuer").asText();
        Pod pod = world.pod("other-issuer");
        world.arm(ArmRequest.put(
                id, "2024-11-30", live.with("/properties/issuer", issuer.substring(0, issuer.length() - 1))));
        assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
        assertThat(world.broken("other-issuer")).isEqualTo(Part.TRUST);
        assertThat(world.explain("other-issuer").link(Part.TRUST).found()).contains("the slash at the end");
        world.arm(ArmRequest.put(id, "2024-11-30", live));
        assertThat(world.read(pod)).isEqualTo(READ);
    }

    /** Changes the credential of the workload; the answer puts it back. */
    private static Runnable changed(String pointer, Object value) {
        String subscription = world.azure.subscriptionId();
        ResourceId id = ((Address.InAzure)
                        world.workload.credential().orElseThrow().address().inSubscription(subscription))
                .id();
        Json live = world.arm(ArmRequest.get(id, "2024-11-30"));
        Json other = value instanceof List<?> list
                ? live.with(
                        pointer,
                        list.stream().map(each -> Json.of(each.toString())).toList())
                : live.with(pointer, value.toString());
        world.arm(ArmRequest.put(id, "2024-11-30", other));
        world.azure.time().advance(Duration.ofMinutes(1));
        return () -> {
            world.arm(ArmRequest.put(id, "2024-11-30", live));
            world.azure.time().advance(Duration.ofMinutes(1));
        };
    }

    @Test
    void aCredentialForAnotherSubjectIsNamed() {
        Pod pod = world.pod("other-subject");
        for (String subject : List.of(
                "system:serviceaccount:shop-ns:Orders",
                "system:serviceaccount:default:orders",
                "system:serviceaccount:shop-ns:order")) {
            Runnable mend = changed("/properties/subject", subject);
            assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
            assertThat(world.broken("other-subject")).isEqualTo(Part.TRUST);
            assertThat(world.explain("other-subject").link(Part.TRUST).found())
                    .contains("system:serviceaccount:shop-ns:orders");
            assertThat(world.explain("other-subject").link(Part.TRUST).fix()).contains("FederatedCredentialSpec");
            mend.run();
        }
        assertThat(world.read(pod)).isEqualTo(READ);
    }

    @Test
    void aCredentialForAnotherAudienceIsNamed() {
        Pod pod = world.pod("other-audience");
        Runnable mend = changed("/properties/audiences", List.of("api://AzureADTokenExchangeUSGov"));
        assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
        assertThat(world.broken("other-audience")).isEqualTo(Part.TRUST);
        assertThat(world.explain("other-audience").link(Part.TRUST).found())
                .contains("has the audience", "api://AzureADTokenExchangeUSGov");
        assertThat(world.explain("other-audience").link(Part.TRUST).fix()).contains("api://AzureADTokenExchange");
        mend.run();
        assertThat(world.read(pod)).isEqualTo(READ);
    }

    @Test
    void anIdentityThatIsNotThereIsNamed() {
        String clientId = world.clientId();
        world.annotate("7f1d2c3b-0000-4000-8000-00000000000a");
        Pod pod = world.pod("no-identity");
        assertThat(world.read(pod)).isEqualTo("AADSTS700016 AADSTS700016");
        assertThat(world.broken("no-identity")).isEqualTo(Part.IDENTITY);
        assertThat(world.explain("no-identity").link(Part.TRUST).state()).isEqualTo(State.UNKNOWN);
        world.annotate(clientId);
    }

    @Test
    void withoutARoleTheRoleIsNamed() {
        Pod pod = world.pod("no-role");
        var role = PodWorld.reads(BuiltInRole.KEY_VAULT_SECRETS_USER, world.vault);
        world.aks.planRemoval(List.of(role), PlanOptions.standard()).apply().await(PodWorld.LONG);
        assertThat(world.read(pod)).isEqualTo("403 a line");
        assertThat(world.broken("no-role")).isEqualTo(Part.ROLE);
        assertThat(world.explain("no-role").link(Part.ROLE).fix())
                .contains("data action Microsoft.KeyVault/vaults/secrets/getSecret/action", world.vault.toString());
        world.apply(role);
        assertThat(world.read(pod)).isEqualTo(READ);
    }

    @Test
    void whatTakesItsTimeToBeSeenIsRefusedUntilThen() {
        Pod pod = world.pod("late");
        var role = PodWorld.reads(BuiltInRole.KEY_VAULT_SECRETS_USER, world.vault);
        world.aks.planRemoval(List.of(role), PlanOptions.standard()).apply().await(PodWorld.LONG);
        world.azure
                .faults()
                .on("PUT", "**/roleAssignments/**")
                .cause(Fault.delayRolePropagation(Duration.ofMinutes(5)));
        world.apply(role);
        assertThat(world.read(pod)).isEqualTo("403 a line");
        world.azure.time().advance(Duration.ofMinutes(6));
        assertThat(world.read(pod)).isEqualTo(READ);
    }

    @Test
    void theGraphLeadsFromTheServiceAccountOverTheIdentityToTheRole() {
        AccessGraph graph = Access.of(world.aks).graph(PodWorld.CLUSTER.id());
        AccessEdge trust = graph.edges().stream()
                .filter(edge -> edge.from().equals("ServiceAccount shop-ns/orders"))
                .filter(AccessEdge::isTrust)
                .findFirst()
                .orElseThrow(() -> new AssertionError(graph.toString()));
        assertThat(trust.way()).isEqualTo(AccessEdge.Way.FEDERATED_CREDENTIAL);
        assertThat(graph.edges())
                .filteredOn(edge -> edge.from().equals(trust.to()))
                .extracting(AccessEdge::to)
                .anyMatch(right -> right.startsWith("Key Vault Secrets User on vaults "));
        assertThat(graph.toHtml()).contains("class=\"trust\"");
    }
}
