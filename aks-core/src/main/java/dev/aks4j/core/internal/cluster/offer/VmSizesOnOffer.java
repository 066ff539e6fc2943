package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.model.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of virtual machines that a region has, and which of them the subscription may use.
 *
 * @param byName the sizes by their names in lower case
 */
public record VmSizesOnOffer(Map<String, VmSizeOnOffer> byName) {

    private static final int MOST = 3;

    /** Reads the list of SKUs; other SKUs than those of virtual machines, and those of other regions, are left out. */
    public static VmSizesOnOffer read(Json answer, String region) {
        Map<String, VmSizeOnOffer> byName = new LinkedHashMap<>();
        for (Json sku : answer.path("value")) {
            if (sku.path("resourceType").asText().equalsIgnoreCase("virtualMachines") && in(sku, region)) {
                VmSizeOnOffer size = VmSizeOnOffer.read(sku, region);
                byName.put(size.name().toLowerCase(Locale.ROOT), size);
            }
        }
        return new VmSizesOnOffer(byName);
    }

    private static boolean in(Json sku, String region) {
        for (Json location : sku.path("locations")) {
            if (VmSizeOnOffer.same(location.asText(), region)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the list says nothing, which stands against nothing. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    Optional<VmSizeOnOffer> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns sizes that can take a size's place in some zones: as many vCPUs, the same purpose, the nearest memory, the same
     * letters before the vCPUs first.
     */
    List<String> instead(String name, Set<String> zones) {
        Optional<VmSizeOnOffer> listed = find(name);
        Optional<VmSize> read = VmSize.read(name);
        int vcpus = listed.map(VmSizeOnOffer::vcpus)
                .or(() -> read.map(VmSize::vcpus))
                .orElse(0);
        double memory = listed.map(VmSizeOnOffer::memoryGib)
                .orElseGet(() -> read.map(VmSize::memoryInGib)
                        .filter(known -> known.isPresent())
                        .map(known -> known.getAsDouble())
                        .orElse(4.0 * vcpus));
        boolean arm = listed.map(size -> size.architecture().equalsIgnoreCase("Arm64"))
                .or(() -> read.map(VmSize::isArm64))
                .orElse(false);
        String letters = letters(name);
        return byName.values().stream()
                .filter(size -> size.vcpus() == vcpus && size.open(zones))
                .filter(size -> size.architecture().equalsIgnoreCase("Arm64") == arm)
                .filter(size -> !size.name().equalsIgnoreCase(name)
                        && purpose(size.name()).equals(purpose(name)))
                .sorted(Comparator.comparingDouble((VmSizeOnOffer size) -> Math.abs(size.memoryGib() - memory))
                        .thenComparing(size -> !letters(size.name()).equals(letters))
                        .thenComparing(size -> -shared(size.name(), name))
                        .thenComparing(VmSizeOnOffer::name))
                .limit(MOST)
                .map(VmSizeOnOffer::name)
                .toList();
    }

    /** A machine with a GPU is no substitute for one without, nor one whose CPU is burstable for one whose is not. */
    private static String purpose(String name) {
        return VmSize.read(name)
                .map(size -> size.hasGpu() + " " + size.isBurstable() + " " + size.isConfidential())
                .orElse("");
    }

    private static String letters(String name) {
        return VmSize.read(name).map(VmSize::family).orElse(name);
    }

    /** Returns how many features two sizes have in common, the version among them. */
    private static int shared(String one, String other) {
        VmSize first = VmSize.read(one).orElse(new VmSize(one, "", 0, "", 0));
        VmSize second = VmSize.read(other).orElse(new VmSize(other, "", 0, "", 0));
        int common = (int) first.features()
                .chars()
                .filter(feature -> second.features().indexOf(feature) >= 0)
                .count();
        int foreign = first.features().length() - common;
        return 2 * (common - foreign) + (first.version() == second.version() ? 1 : 0);
    }
}
