package dev.aks4j.core.internal.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPropertiesTest {

    private static final ApiProperties CLUSTER = ApiProperties.of("managedClusters");

    @Test
    void theTableKnowsEachVersionThatCanBeChosenAndNoOther() {
        assertThat(ApiProperties.versions().keySet())
                .containsExactly(Arrays.stream(AksApiVersion.values())
                        .map(AksApiVersion::value)
                        .toArray(String[]::new));
        assertThat(AksApiVersion.NEWEST).isEqualTo(AksApiVersion.values()[AksApiVersion.values().length - 1]);
    }

    @ParameterizedTest
    @CsvSource({
        "/properties/kubernetesVersion, string, 2025-09-01",
        "/properties/httpProxyConfig/enabled, boolean, 2026-01-01",
        "/properties/hostedSystemProfile/nodeSubnetID, string, 2026-02-01",
        "/properties/networkProfile/natGatewayProfile/sku, enum:ManagedClusterNATGatewaySku, 2026-06-01",
        "/properties/agentPoolProfiles[]/virtualMachinesProfile/scale/autoscale[]/size, string, 2026-05-01",
        "/properties/agentPoolProfiles[]/gpuProfile/nvidia/managementMode, enum:ManagementMode, 2026-08-01"
    })
    void eachPropertyHasATypeAndAFirstVersion(String place, String type, String since) {
        ApiProperty property = CLUSTER.at(place).orElseThrow();
        assertThat(property.type()).isEqualTo(type);
        assertThat(property.since().value()).isEqualTo(since);
    }

    @Test
    void theNodeImageCouldBeReadBeforeItCouldBeWritten() {
        ApiProperty image = ApiProperties.of("managedClusters/agentPools")
                .at("/properties/nodeImageVersion")
                .orElseThrow();
        assertThat(image.since()).isEqualTo(AksApiVersion.V2025_09_01);
        assertThat(image.isWritable(AksApiVersion.V2026_03_01)).isFalse();
        assertThat(image.isWritable(AksApiVersion.V2026_04_01)).isTrue();
    }

    @Test
    void valuesOfEnumerationsHaveAFirstVersionToo() {
        ApiProperty osSku = CLUSTER.at("/properties/agentPoolProfiles[]/osSKU").orElseThrow();
        assertThat(ApiProperties.since(osSku, "Ubuntu")).contains(AksApiVersion.V2025_09_01);
        assertThat(ApiProperties.since(osSku, "Windows2025")).contains(AksApiVersion.V2026_02_01);
        assertThat(ApiProperties.since(osSku, "Flatcar")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/properties/kubernetsVersion, /properties/kubernetesVersion",
        "/properties/agentPoolProfiles[]/ossku, /properties/agentPoolProfiles[]/osSKU",
        "/properties/securityProfile/oidcIssuerProfile/enabled, /properties/oidcIssuerProfile/enabled",
        "/properties/networkProfile/natGatewayProfile/idleTimeoutMinutes,"
                + "/properties/networkProfile/natGatewayProfile/idleTimeoutInMinutes"
    })
    void theNearestNamesAreOfferedFirst(String wrong, String right) {
        assertThat(CLUSTER.nearest(wrong)).first().isEqualTo(right);
    }

    @Test
    void whatIsLikeNothingHasNoNeighbours() {
        assertThat(CLUSTER.nearest("/properties/zzzzzzzzzzzz")).isEqualTo(List.of());
    }

    @Test
    void aVersionThatIsNoneIsRefusedWithThoseThatThereAre() {
        assertThat(AksApiVersion.of("2026-05-01")).isEqualTo(AksApiVersion.V2026_05_01);
        assertThatThrownBy(() -> AksApiVersion.of("2026-05-02-preview"))
                .isInstanceOf(AksException.class)
                .hasMessageContainingAll("2026-05-02-preview", "2026-08-01");
    }
}
