package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import org.junit.jupiter.api.Test;

/** Specs give and take the models of the Azure SDK. */
class ClientModelsTest {

    private static ClusterSpec.Builder builder() {
        return ClusterSpec.builder("shop", Fakes.GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
                .userPool(
                        "apps",
                        pool -> pool.vmSize("Standard_D8ds_v5")
                                .autoscale(2, 40)
                                .label("team", "shop")
                                .maxSurge(2));
    }

    @Test
    void aSpecIsGivenAsTheModelThatCreatesIt() {
        ManagedClusterInner model = builder().build().inner(Fakes.SCOPE.subscriptionId());

        assertThat(model.location()).isEqualTo("westeurope");
        assertThat(model.kubernetesVersion()).isEqualTo("1.35");
        assertThat(model.agentPoolProfiles())
                .extracting(ManagedClusterAgentPoolProfile::name)
                .containsExactly("system", "apps");
        assertThat(model.agentPoolProfiles().get(1).maxCount()).isEqualTo(40);
    }

    @Test
    void aSpecFromTheModelOfAnotherIsTheSameSpec() {
        ClusterSpec first = builder().build();
        ClusterSpec second = ClusterSpec.builder("shop", Fakes.GROUP)
                .inner(first.inner(Fakes.SCOPE.subscriptionId()))
                .build();

        assertThat(ClusterDocuments.creation(second, Fakes.SCOPE))
                .isEqualTo(ClusterDocuments.creation(first, Fakes.SCOPE));
        assertThat(second.pool("apps").orElseThrow().maxNodes()).isEqualTo(40);
    }

    @Test
    void whatTheModelDoesNotKnowIsNamedAndNotLost() {
        Json newer = Json.parse(
                "{\"location\":\"westeurope\",\"properties\":{\"kubernetesVersion\":\"1.35\",\"ofTomorrow\":{\"x\":1}}}");

        assertThatThrownBy(() -> Inner.readWhole(newer, ManagedClusterInner::fromJson))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("ManagedClusterInner does not know /properties/ofTomorrow/x");
        assertThat(Inner.read(newer, ManagedClusterInner::fromJson).kubernetesVersion())
                .isEqualTo("1.35");
    }

    @Test
    void whatAzureSetsByItselfIsNotTakenOver() {
        ManagedClusterInner live = Inner.read(
                LiveCluster.of(builder().build())
                        .json()
                        .with("/systemData", Json.object().build()),
                ManagedClusterInner::fromJson);

        ClusterSpec spec = ClusterSpec.builder("copy", Fakes.GROUP).inner(live).build();

        Json document = ClusterDocuments.creation(spec, Fakes.SCOPE);
        assertThat(document.at("/properties/provisioningState").isMissing()).isTrue();
        assertThat(document.has("id")).isFalse();
        assertThat(spec.name()).isEqualTo("copy");
    }
}
