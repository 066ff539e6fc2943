package dev.aks4j.core.cluster.operate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.cluster.offer.VcpuQuotas;
import dev.aks4j.core.internal.cluster.offer.VersionsOnOffer;
import dev.aks4j.core.internal.cluster.offer.VmSizesOnOffer;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Region;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Azure offered the subscription in a region when it was asked: Kubernetes versions, sizes of machines, and quota of
 * vCPUs. Plans ask for the same by themselves. Immutable and thread-safe.
 *
 * <pre>{@code
 * RegionOffers offers = aks.offers(Region.WEST_EUROPE);
 * offers.sizes().stream().filter(size -> size.vcpus() == 8 && size.zones().size() == 3).forEach(System.out::println);
 * }</pre>
 */
@Experimental
public final class RegionOffers {

    /**
     * A minor version of Kubernetes.
     *
     * @param version the version, without a patch
     * @param patches its patches, oldest first
     * @param longTermOnly whether only clusters with long-term support can have it
     */
    public record VersionOffer(KubernetesVersion version, List<KubernetesVersion> patches, boolean longTermOnly) {
        /** Copies the list. */
        public VersionOffer {
            patches = List.copyOf(patches);
        }

        @Override
        public String toString() {
            return version
                    + (patches.isEmpty() ? "" : " (newest " + patches.get(patches.size() - 1) + ")")
                    + (longTermOnly ? ", with long-term support only" : "");
        }
    }

    /**
     * A size of machines that the subscription may use.
     *
     * @param name its name
     * @param vcpus its vCPUs
     * @param memoryGib its memory
     * @param zones the zones that have it for this subscription; empty if the region has none
     * @param family the family whose quota counts its vCPUs
     */
    public record SizeOffer(String name, int vcpus, double memoryGib, List<String> zones, String family) {
        /** Copies the list. */
        public SizeOffer {
            zones = List.copyOf(zones);
        }

        @Override
        public String toString() {
            return name + ": " + vcpus + " vCPUs, " + String.format(Locale.ROOT, "%.0f", memoryGib) + " GiB"
                    + (zones.isEmpty() ? "" : ", zones " + String.join(" ", zones));
        }
    }

    /**
     * A quota of vCPUs.
     *
     * @param name its name, as Azure spells it; {@code cores} is that of the region
     * @param used how many are in use
     * @param limit how many there are
     */
    public record QuotaOffer(String name, long used, long limit) {
        /** Returns how many are left. */
        public long left() {
            return Math.max(0, limit - used);
        }

        @Override
        public String toString() {
            return name + ": " + left() + " of " + limit + " left";
        }
    }

    private final Region region;
    private final List<VersionOffer> versions;
    private final List<SizeOffer> sizes;
    private final List<QuotaOffer> quotas;

    private RegionOffers(Region region, Json versions, Json sizes, Json usages) {
        this.region = region;
        this.versions = VersionsOnOffer.read(versions).minors().stream()
                .map(minor ->
                        new VersionOffer(minor.version(), minor.patches(), minor.longTerm() && !minor.community()))
                .toList();
        this.sizes = VmSizesOnOffer.read(sizes, region.name()).byName().values().stream()
                .filter(size -> !size.restricted())
                .map(size -> new SizeOffer(
                        size.name(), size.vcpus(), size.memoryGib(), List.copyOf(size.zones()), size.family()))
                .sorted(Comparator.comparing(SizeOffer::name))
                .toList();
        this.quotas = VcpuQuotas.read(usages).byKey().values().stream()
                .map(quota -> new QuotaOffer(quota.name(), quota.used(), quota.limit()))
                .toList();
    }

    static RegionOffers ask(OperateContext azure, Region region) {
        return new RegionOffers(
                region,
                azure.offer("Microsoft.ContainerService", region, "kubernetesVersions"),
                azure.sizes(region),
                azure.offer("Microsoft.Compute", region, "usages"));
    }

    /** Returns the region. */
    public Region region() {
        return region;
    }

    /** Returns the minor versions, oldest first. */
    public List<VersionOffer> versions() {
        return versions;
    }

    /** Returns the sizes that the subscription may use, by their names. */
    public List<SizeOffer> sizes() {
        return sizes;
    }

    /** Returns a size by its name. */
    public Optional<SizeOffer> size(String name) {
        return sizes.stream().filter(size -> size.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Returns the quotas. */
    public List<QuotaOffer> quotas() {
        return quotas;
    }

    /** Returns a quota by its name; of a size's vCPUs that of its {@link SizeOffer#family}. */
    public Optional<QuotaOffer> quota(String name) {
        return quotas.stream()
                .filter(quota -> quota.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns the offers as programs read them. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("region", region.name())
                .put(
                        "versions",
                        versions.stream()
                                .map(one -> Map.of(
                                        "version", one.version().toString(),
                                        "patches",
                                                one.patches().stream()
                                                        .map(String::valueOf)
                                                        .toList(),
                                        "longTermOnly", one.longTermOnly()))
                                .toList())
                .put(
                        "sizes",
                        sizes.stream()
                                .map(one -> Map.of(
                                        "name", one.name(),
                                        "vcpus", one.vcpus(),
                                        "memoryGib", one.memoryGib(),
                                        "zones", one.zones(),
                                        "family", one.family()))
                                .toList())
                .put(
                        "quotas",
                        quotas.stream()
                                .map(one -> Map.of("name", one.name(), "used", one.used(), "limit", one.limit()))
                                .toList())
                .build();
    }

    /** Returns versions and how many sizes and quotas there are. */
    @Override
    public String toString() {
        return region.name() + ": Kubernetes "
                + String.join(
                        ", ", versions.stream().map(VersionOffer::toString).toList()) + "; " + sizes.size()
                + " sizes, " + quotas.size() + " quotas";
    }
}
