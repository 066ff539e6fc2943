package dev.aks4j.core.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes, surges and versions, which rules and upgrades compute with. */
class ArithmeticTest {

    @ParameterizedTest
    @CsvSource({
        "Standard_D4ds_v5, D, 4, ds, 5, 16",
        "Standard_D2_v2, D, 2, '', 2, -1",
        "Standard_E8-4s_v5, E, 4, s, 5, 32",
        "Standard_B2ts_v2, B, 2, ts, 2, 1",
        "Standard_F8s_v2, F, 8, s, 2, 16",
        "Standard_NC24ads_A100_v4, NC, 24, ads, 4, -1",
        "Standard_D4pls_v5, D, 4, pls, 5, 8"
    })
    void aSizeTellsWhatItIs(String name, String family, int vcpus, String features, int version, double memory) {
        VmSize size = VmSize.read(name).orElseThrow();
        assertThat(size.family()).isEqualTo(family);
        assertThat(size.vcpus()).isEqualTo(vcpus);
        assertThat(size.features()).isEqualTo(features);
        assertThat(size.version()).isEqualTo(version);
        assertThat(size.memoryInGib().orElse(-1)).isEqualTo(memory);
    }

    @Test
    void aSizeThatFollowsNoPatternTellsNothing() {
        assertThat(VmSize.read("Basic_Weird")).isEmpty();
        assertThat(VmSize.read("")).isEmpty();
        assertThat(VmSize.read("Standard_D4ps_v5").orElseThrow().isArm64()).isTrue();
        assertThat(VmSize.read("Standard_NC6s_v3").orElseThrow().hasGpu()).isTrue();
        assertThat(VmSize.read("Standard_DC4as_v5").orElseThrow().isConfidential())
                .isTrue();
        assertThat(VmSize.read("Standard_DC4s_v3").orElseThrow().isConfidential())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10%, 1, 1",
        "10%, 10, 1",
        "10%, 11, 2",
        "33%, 100, 33",
        "100%, 7, 7",
        "3, 100, 3",
        "0, 100, 0",
        "odd, 9, 0"
    })
    void aShareOfAPoolIsRoundedUp(String surge, int nodes, int expected) {
        assertThat(Surge.nodes(Json.of(surge), nodes)).isEqualTo(expected);
    }

    @Test
    void withoutAValueATenthSurges() {
        assertThat(Surge.nodes(Json.missing(), 40)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "1.34.2, 1.37, '1.35 1.36 1.37'",
        "1.34.2, 1.35.1, '1.35.1'",
        "1.34.2, 1.34.9, '1.34.9'",
        "1.34.2, 1.34, ''",
        "1.34.2, 1.33, ''",
        "1.34.2, 1.34.2, ''"
    })
    void versionsGoOneMinorAtATime(String from, String to, String steps) {
        List<String> way = version(from).stepsTo(version(to)).stream()
                .map(KubernetesVersion::toString)
                .toList();
        assertThat(String.join(" ", way)).isEqualTo(steps);
    }

    private static KubernetesVersion version(String text) {
        return KubernetesVersion.read(text).orElseThrow();
    }
}
