package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterPresetTest {

    @ParameterizedTest
    @EnumSource
    void aPresetIsAcceptedAndPrintsWhatItSets(ClusterPreset preset) {
        ClusterSpec spec = Fakes.cluster().preset(preset).build();
        preset.settings().forEach(setting -> {
            assertThat(spec.text(setting.pointer())).isEqualTo(String.valueOf(setting.value()));
            assertThat(preset.toString().lines())
                    .contains(setting.pointer().substring(1).replace('/', '.') + " = " + setting.value() + ": "
                            + setting.reason());
        });
    }

    @Test
    void whatIsSetAfterwardsWins() {
        ClusterSpec spec = Fakes.cluster()
                .preset(ClusterPreset.PRODUCTION)
                .autoUpgrade(UpgradeChannel.STABLE)
                .build();
        assertThat(spec.text("/properties/autoUpgradeProfile/upgradeChannel")).isEqualTo("stable");
    }

    @Test
    void anAutomaticClusterNeedsNoPools() {
        ClusterSpec spec = ClusterSpec.builder("shop", Fakes.GROUP)
                .preset(ClusterPreset.AUTOMATIC)
                .build();
        assertThat(spec.pools()).isEmpty();
        assertThat(spec.text("/sku/name")).isEqualTo("Automatic");
    }

    @Test
    void idsAreCompletedWithTheSubscriptionWhereverTheyStand() {
        String document = ClusterDocuments.creation(Everything.cluster().build(), Fakes.SCOPE)
                .toString();
        assertThat(document).doesNotContain("\"/resourceGroups/");
        assertThat(document).contains("\"/subscriptions/" + Fakes.SUBSCRIPTION + "/resourceGroups/rg-shop/providers");
    }
}
