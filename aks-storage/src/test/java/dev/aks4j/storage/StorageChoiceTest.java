package dev.aks4j.storage;

import static dev.aks4j.storage.StorageNeed.Access.MANY_NODES;
import static dev.aks4j.storage.StorageNeed.Access.MANY_NODES_LARGE_FILES;
import static dev.aks4j.storage.StorageNeed.Access.ONE_NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StorageChoiceTest {

    private static String best(StorageNeed need) {
        return StorageChoice.advise(need).best().name();
    }

    @Test
    void theCheapestThatSufficesComesFirst() {
        assertThat(best(StorageNeed.of(ONE_NODE, 64))).isEqualTo("Standard_LRS disk");
        assertThat(best(StorageNeed.of(ONE_NODE, 64).price(StorageNeed.Price.STEADY)))
                .isEqualTo("StandardSSD_LRS disk");
        assertThat(best(StorageNeed.of(ONE_NODE, 64).price(StorageNeed.Price.FASTEST)))
                .isEqualTo("UltraSSD_LRS disk");
        assertThat(best(StorageNeed.of(MANY_NODES, 64))).isEqualTo("Standard_LRS share over SMB");
        assertThat(best(StorageNeed.of(MANY_NODES_LARGE_FILES, 5_000))).isEqualTo("Standard_LRS container");
    }

    @Test
    void performanceIsMetBySizeOrByItself() {
        StorageChoice choice =
                StorageChoice.advise(StorageNeed.of(ONE_NODE, 256).iops(10_000).throughput(400));

        assertThat(choice.best().name()).isEqualTo("PremiumV2_LRS disk");
        assertThat(choice.best().sizeGib()).isEqualTo(256);
        StorageClassSpec storage = choice.best().storageClass("fast");
        assertThat(storage.parameter("DiskIOPSReadWrite")).isEqualTo(Optional.of("10000"));
        assertThat(storage.parameter("DiskMBpsReadWrite")).isEqualTo(Optional.of("400"));
        assertThat(choice.suitable())
                .filteredOn(option -> option.name().equals("Premium_LRS disk"))
                .singleElement()
                .satisfies(option -> {
                    assertThat(option.sizeGib()).isEqualTo(8_192);
                    assertThat(option.reasons()).anyMatch(reason -> reason.contains("performance follows from size"));
                });
    }

    @Test
    void aZoneThatIsLostTakesNoData() {
        StorageChoice choice =
                StorageChoice.advise(StorageNeed.of(ONE_NODE, 128).iops(400).zoneRedundant());

        assertThat(choice.best().name()).isEqualTo("StandardSSD_ZRS disk");
        assertThat(choice.unsuitable())
                .filteredOn(option -> option.name().equals("PremiumV2_LRS disk"))
                .singleElement()
                .satisfies(option -> assertThat(option.against()).containsExactly("is lost with its zone"));
    }

    @Test
    void whatANodeAttachesLimitsDisks() {
        StorageNeed many = StorageNeed.of(ONE_NODE, 64).volumesPerNode(9);

        assertThat(StorageChoice.advise(many.vmSize("Standard_D4s_v5")).suitable())
                .noneMatch(option -> option.name().endsWith("disk"));
        assertThat(best(many.vmSize("standard_d8s_v5"))).isEqualTo("Standard_LRS disk");
        assertThat(StorageChoice.advise(StorageNeed.of(ONE_NODE, 64).vmSize("Standard_D8_v5"))
                        .unsuitable())
                .filteredOn(option -> option.name().equals("Premium_LRS disk"))
                .singleElement()
                .satisfies(option ->
                        assertThat(option.against()).containsExactly("Standard_D8_v5 takes no premium storage"));
    }

    @Test
    void sharesOfV2TypesAreChosenWherePerformanceIsAskedFor() {
        StorageChoice hardDisks =
                StorageChoice.advise(StorageNeed.of(MANY_NODES, 200).iops(8_000).throughput(200));
        assertThat(hardDisks.best().name()).isEqualTo("StandardV2_LRS share over SMB");
        assertThat(hardDisks.best().sizeGib()).isEqualTo(200);
        StorageClassSpec storage = hardDisks.best().storageClass("shared");
        assertThat(storage.parameter("provisionedIOPS")).isEqualTo(Optional.of("8000"));
        assertThat(storage.parameter("provisionedBandwidth")).isEqualTo(Optional.of("200"));

        StorageChoice steady = StorageChoice.advise(
                StorageNeed.of(MANY_NODES, 200).iops(8_000).zoneRedundant().price(StorageNeed.Price.STEADY));
        assertThat(steady.best().name()).isEqualTo("PremiumV2_ZRS share over NFS");
        assertThat(steady.suitable())
                .filteredOn(option -> option.name().equals("Premium_ZRS share over NFS"))
                .singleElement()
                .satisfies(option -> {
                    assertThat(option.sizeGib()).isEqualTo(5_000);
                    assertThat(option.reasons()).anyMatch(reason -> reason.contains("performance follows from size"));
                });
    }

    @Test
    void everyTypeOfShareIsWeighed() {
        StorageChoice all = StorageChoice.advise(StorageNeed.of(MANY_NODES, 100));
        assertThat(Stream.concat(all.suitable().stream(), all.unsuitable().stream()))
                .extracting(option -> option.name().split(" ")[0])
                .contains(Stream.of(FileSku.values()).map(FileSku::toString).toArray(String[]::new));
    }

    @Test
    void windowsMountsSmb() {
        assertThat(StorageChoice.advise(StorageNeed.of(MANY_NODES, 100).windows())
                        .suitable())
                .isNotEmpty()
                .allMatch(option -> option.name().endsWith("SMB"));
    }

    @Test
    void whatNothingServesSaysWhyOfEach() {
        StorageNeed huge = StorageNeed.of(ONE_NODE, 64).iops(500_000);

        assertThatThrownBy(() -> StorageChoice.advise(huge).best())
                .isInstanceOf(AksException.class)
                .hasMessageContaining("UltraSSD_LRS disk")
                .hasMessageContaining("500000 are needed");
    }

    /** What is advised can be built, and its claim keeps every rule. */
    @Test
    void everyOptionGivesAClassAndAClaim() {
        for (StorageNeed.Access access : StorageNeed.Access.values()) {
            for (long gib : new long[] {1, 20, 500, 5_000}) {
                for (long iops : new long[] {0, 2_000, 4_000}) {
                    StorageNeed need = StorageNeed.of(access, gib).iops(iops).throughput(iops / 20);
                    StorageChoice.advise(need).suitable().forEach(option -> {
                        VolumeClaimSpec.Builder claim = VolumeClaimSpec.builder("data", "shop", option.sizeGib())
                                .storageClass(option.storageClass("advised"));
                        if (access != ONE_NODE) {
                            claim.accessModes(AccessMode.READ_WRITE_MANY);
                        }
                        assertThat(claim.build()).as(option.toString()).isNotNull();
                    });
                }
            }
        }
    }
}
