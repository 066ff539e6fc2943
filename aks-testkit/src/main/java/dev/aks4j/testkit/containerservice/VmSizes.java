package dev.aks4j.testkit.containerservice;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sizes of virtual machines that exist: the families that AKS users take, in every region. */
public final class VmSizes {

    private static final Map<String, VmSize> ALL = new LinkedHashMap<>();

    static {
        int[] general = {2, 4, 8, 16, 32, 48, 64, 96};
        for (int n : general) {
            for (int version = 3; version <= 6; version++) {
                double memory = n * 4.0;
                String v = "v" + version;
                add(
                        "D" + n + "s_" + v,
                        "standardDS" + v + "Family",
                        n,
                        memory,
                        version == 3 ? n * 8 : 0,
                        n * 25,
                        false);
                if (version >= 4) {
                    int disk = n * 75 / 2;
                    add("D" + n + "ds_" + v, "standardDDS" + v + "Family", n, memory, disk, n * 25, false);
                    add("D" + n + "as_" + v, "standardDAS" + v + "Family", n, memory, 0, n * 25, false);
                    add("E" + n + "s_" + v, "standardES" + v + "Family", n, n * 8.0, 0, n * 25, false);
                    add("E" + n + "ds_" + v, "standardEDS" + v + "Family", n, n * 8.0, disk, n * 25, false);
                    add("E" + n + "as_" + v, "standardEAS" + v + "Family", n, n * 8.0, 0, n * 25, false);
                }
                if (version >= 5) {
                    int disk = n * 75 / 2;
                    add("D" + n + "ads_" + v, "standardDADS" + v + "Family", n, memory, disk, n * 25, false);
                    add("E" + n + "ads_" + v, "standardEADS" + v + "Family", n, n * 8.0, disk, n * 25, false);
                    add("D" + n + "ps_" + v, "standardDPS" + v + "Family", n, memory, 0, n * 25, true);
                    add("D" + n + "pds_" + v, "standardDPDS" + v + "Family", n, memory, disk, n * 25, true);
                }
            }
            add("F" + n + "s_v2", "standardFSv2Family", n, n * 2.0, n * 8, n * 16, false);
            add("L" + n + "s_v3", "standardLSv3Family", n, n * 8.0, n * 10, 0, false);
        }
        for (int i = 1, n = 1; i <= 5; i++, n *= 2) {
            add("DS" + i + "_v2", "standardDSv2Family", n, n * 3.5, n * 7, n == 16 ? 688 : n * 43, false);
        }
        add("B2s", "standardBSFamily", 2, 4, 8, 0, false);
        add("B2ms", "standardBSFamily", 2, 8, 16, 0, false);
        add("B4ms", "standardBSFamily", 4, 16, 32, 0, false);
        add("B8ms", "standardBSFamily", 8, 32, 64, 0, false);
        add("B1s", "standardBSFamily", 1, 1, 4, 0, false);
        add("A2_v2", "standardAv2Family", 2, 4, 20, 0, false);
        add("NC4as_T4_v3", "standardNCASv3_T4Family", 4, 28, 176, 0, false);
        add("NC8as_T4_v3", "standardNCASv3_T4Family", 8, 56, 352, 0, false);
        add("NC16as_T4_v3", "standardNCASv3_T4Family", 16, 110, 352, 0, false);
        add("NC24ads_A100_v4", "StandardNCADSA100v4Family", 24, 220, 958, 0, false);
        add("M64s", "standardMSFamily", 64, 1024, 2048, 0, false);
    }

    private VmSizes() {}

    private static void add(String name, String family, int cpus, double memory, int disk, int cache, boolean arm) {
        VmSize size = new VmSize("Standard_" + name, family, cpus, memory, disk, cache, arm);
        ALL.put(size.name().toLowerCase(Locale.ROOT), size);
    }

    /** Returns the size with a name, whatever its case. */
    public static Optional<VmSize> find(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }
}
