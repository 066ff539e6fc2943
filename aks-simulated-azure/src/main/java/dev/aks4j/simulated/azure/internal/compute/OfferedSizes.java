package dev.aks4j.simulated.azure.internal.compute;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sizes of virtual machines that exist: the series that AKS users take, with the names, families, cores, memory and
 * disks that Azure lists for them.
 */
public final class OfferedSizes {

    private static final int[] TO_64 = {2, 4, 8, 16, 32, 48, 64};
    private static final int[] TO_96 = {2, 4, 8, 16, 32, 48, 64, 96};
    private static final int[] TO_128 = {2, 4, 8, 16, 32, 48, 64, 96, 128};
    private static final double DISK = 37.5;
    private static final double NVME = 55;
    private static final Map<String, MachineSize> ALL = new LinkedHashMap<>();

    static {
        general();
        generalOfVersion6();
        memory();
        burstable();
        others();
        machinesWithGpus();
    }

    private OfferedSizes() {}

    private static void general() {
        series("D*_v3", "standardDv3Family", TO_64, 4, 25, 0);
        series("D*s_v3", "standardDSv3Family", TO_64, 4, 8, 25);
        series("D*s_v4", "standardDSv4Family", TO_64, 4, 0, 25);
        series("D*ds_v4", "standardDDSv4Family", TO_64, 4, DISK, 25);
        series("D*as_v4", "standardDASv4Family", TO_96, 4, 8, 25);
        series("D*_v5", "standardDv5Family", TO_96, 4, 0, 0);
        series("D*s_v5", "standardDSv5Family", TO_96, 4, 0, 25);
        series("D*ds_v5", "standardDDSv5Family", TO_96, 4, DISK, 25);
        series("D*as_v5", "standardDASv5Family", TO_96, 4, 0, 25);
        series("D*ads_v5", "standardDADSv5Family", TO_96, 4, DISK, 25);
        series("D*ls_v5", "standardDLSv5Family", TO_96, 2, 0, 25);
        series("D*lds_v5", "standardDLDSv5Family", TO_96, 2, DISK, 25);
        series("D*ps_v5", "standardDPSv5Family", TO_64, 4, 0, 25);
        series("D*pds_v5", "standardDPDSv5Family", TO_64, 4, DISK, 25);
        series("D*pls_v5", "standardDPLSv5Family", TO_64, 2, 0, 25);
        series("D*plds_v5", "standardDPLDSv5Family", TO_64, 2, DISK, 25);
        for (int i = 1, n = 1; i <= 5; i++, n *= 2) {
            add("D" + i + "_v2", "standardDv2Family", n, n * 3.5, n * 50, 0, 0);
            add("DS" + i + "_v2", "standardDSv2Family", n, n * 3.5, n * 7, n * 43, 0);
        }
    }

    private static void generalOfVersion6() {
        series("D*s_v6", "StandardDsv6Family", TO_128, 4, 0, 0);
        series("D*ds_v6", "StandardDdsv6Family", TO_128, 4, NVME, 0);
        series("D*as_v6", "standardDav6Family", TO_96, 4, 0, 0);
        series("D*ads_v6", "standardDadv6Family", TO_96, 4, NVME, 0);
        series("D*ps_v6", "StandardDpsv6Family", TO_96, 4, 0, 0);
        series("D*pds_v6", "StandardDpdsv6Family", TO_96, 4, NVME, 0);
    }

    private static void memory() {
        series("E*s_v3", "standardESv3Family", TO_64, 8, 16, 25);
        series("E*s_v4", "standardESv4Family", TO_64, 8, 0, 25);
        series("E*ds_v4", "standardEDSv4Family", TO_64, 8, DISK, 25);
        series("E*as_v4", "standardEASv4Family", TO_96, 8, 16, 25);
        series("E*s_v5", "standardESv5Family", TO_96, 8, 0, 25);
        series("E*ds_v5", "standardEDSv5Family", TO_96, 8, DISK, 25);
        series("E*as_v5", "standardEASv5Family", TO_96, 8, 0, 25);
        series("E*ads_v5", "standardEADSv5Family", TO_96, 8, DISK, 25);
        series("E*s_v6", "StandardEsv6Family", TO_128, 8, 0, 0);
        series("E*ds_v6", "StandardEdsv6Family", TO_128, 8, NVME, 0);
        series("E*as_v6", "standardEav6Family", TO_96, 8, 0, 0);
        series("E*ads_v6", "standardEadv6Family", TO_96, 8, NVME, 0);
        add("M64s", "standardMSFamily", 64, 1024, 2048, 6348, 0);
        add("M128s", "standardMSFamily", 128, 2048, 4096, 12696, 0);
    }

    private static void burstable() {
        add("B1s", "standardBSFamily", 1, 1, 4, 30, 0);
        add("B2s", "standardBSFamily", 2, 4, 8, 30, 0);
        for (int n : new int[] {2, 4, 8, 12, 16, 20}) {
            add("B" + n + "ms", "standardBSFamily", n, n * 4, n * 8, 30, 0);
        }
        add("B2ts_v2", "standardBsv2Family", 2, 1, 0, 0, 0);
        int[] cpus = {2, 4, 8, 16, 32};
        series("B*s_v2", "standardBsv2Family", cpus, 4, 0, 0);
        series("B*as_v2", "standardBasv2Family", cpus, 4, 0, 0);
        series("B*ps_v2", "standardBpsv2Family", new int[] {2, 4, 8, 16}, 4, 0, 0);
    }

    private static void others() {
        series("F*s_v2", "standardFSv2Family", new int[] {2, 4, 8, 16, 32, 48, 64, 72}, 2, 8, 16);
        int[] storage = {8, 16, 32, 48, 64, 80};
        series("L*s_v3", "standardLSv3Family", storage, 8, 10, 0);
        series("L*as_v3", "standardLASv3Family", storage, 8, 10, 0);
        series("DC*as_v5", "standardDCASv5Family", TO_96, 4, 0, 0);
        for (int n : new int[] {1, 2, 4, 8}) {
            add("A" + n + "_v2", "standardAv2Family", n, n * 2, n * 10, 0, 0);
        }
    }

    private static void machinesWithGpus() {
        String t4 = "Standard NCASv3_T4 Family";
        add("NC4as_T4_v3", t4, 4, 28, 176, 0, 1);
        add("NC8as_T4_v3", t4, 8, 56, 352, 0, 1);
        add("NC16as_T4_v3", t4, 16, 110, 352, 144, 1);
        add("NC64as_T4_v3", t4, 64, 440, 2816, 0, 4);
        for (int gpus : new int[] {1, 2, 4}) {
            String name = "NC" + 24 * gpus + "ads_A100_v4";
            add(name, "StandardNCADSA100v4Family", 24 * gpus, 220 * gpus, 958 * gpus, 256 * gpus, gpus);
        }
        add("NC40ads_H100_v5", "StandardNCadsH100v5Family", 40, 320, 3704, 0, 1);
    }

    /** Adds sizes from a name in which a star stands for the cores; memory and disks are GiB for each core. */
    private static void series(String name, String family, int[] cpus, double memory, double disk, int cache) {
        for (int n : cpus) {
            add(name.replace("*", String.valueOf(n)), family, n, n * memory, (int) (n * disk), n * cache, 0);
        }
    }

    private static void add(String name, String family, int cpus, double memory, int disk, int cache, int gpus) {
        boolean arm = name.matches("[DEB]\\d+p.*");
        MachineSize size = new MachineSize("Standard_" + name, family, cpus, memory, disk, cache, arm, gpus);
        ALL.put(size.name().toLowerCase(Locale.ROOT), size);
    }

    /** Returns the size with a name, whatever its case. */
    public static Optional<MachineSize> find(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns all sizes. */
    static Collection<MachineSize> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** Returns the names of all families, as quotas spell them. */
    static List<String> families() {
        return all().stream().map(MachineSize::family).distinct().toList();
    }
}
