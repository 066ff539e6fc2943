package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses what a machine has from its size's name: the number is its CPUs, the family its memory per CPU. Stateless. */
final class NodeSizes {

    private static final Pattern NAME = Pattern.compile("(?:Standard_|Basic_)?([A-Z]+)(\\d+)(?:-\\d+)?([a-z]*).*");
    private static final Map<String, Integer> GIB_PER_CPU =
            Map.of("A", 2, "B", 4, "D", 4, "DC", 4, "E", 8, "EC", 8, "F", 2, "L", 8, "M", 28, "NC", 7);

    private NodeSizes() {}

    static NodeSpec.Machine machine(String vmSize) {
        Matcher name = NAME.matcher(vmSize);
        if (!name.matches()) {
            return new NodeSpec.Machine(4, 16_384, 128);
        }
        int cpus = Math.max(1, Integer.parseInt(name.group(2)));
        int perCpu = GIB_PER_CPU.getOrDefault(name.group(1), 4);
        int disk = cpus < 8 ? 128 : cpus < 16 ? 256 : cpus < 64 ? 512 : 1024;
        return new NodeSpec.Machine(cpus, (long) cpus * perCpu * 1024, disk);
    }

    /** Returns how much CPU AKS keeps for itself, in thousandths. */
    static int reservedMilliCpu(int cpus) {
        int[][] table = {{1, 60}, {2, 100}, {4, 140}, {8, 180}, {16, 260}, {32, 420}};
        for (int[] row : table) {
            if (cpus <= row[0]) {
                return row[1];
            }
        }
        return 740;
    }

    /** Returns how much memory AKS keeps for itself, in MiB: the kubelet's reservation and the eviction threshold. */
    static long reservedMemoryMib(long memoryMib, int maxPods) {
        return Math.min(20L * maxPods + 50, memoryMib / 4) + 100;
    }
}
