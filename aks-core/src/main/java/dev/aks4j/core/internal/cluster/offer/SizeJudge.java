package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Holds pools against the VM sizes that a region offers the subscription. Used for one answer. */
public final class SizeJudge {

    private final VmSizesOnOffer sizes;
    private final String region;
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();

    SizeJudge(VmSizesOnOffer sizes, String region) {
        this.sizes = sizes;
        this.region = region;
    }

    void look(ClusterDemand cluster, String place) {
        WrittenPools written = cluster.written();
        written.created().forEach((name, pool) -> {
            if (cluster.pools().contains(name)) {
                pool.nodes().keySet().forEach(size -> made(place + name, size, pool.zones()));
            }
        });
        written.grown().forEach((name, pool) -> {
            if (!written.created().containsKey(name)) {
                pool.nodes().keySet().forEach(size -> zones(place + name, size, pool.zones()));
            }
        });
    }

    private void made(String place, String name, Set<String> zones) {
        Optional<VmSizeOnOffer> size = sizes.find(name);
        boolean silent = sizes.isEmpty();
        check(
                VmSizeRules.IN_REGION,
                place + ".vmSize",
                name,
                silent || size.isPresent(),
                "is no VM size that " + region + " has",
                () -> instead(name, zones));
        if (size.isPresent()) {
            check(
                    VmSizeRules.FOR_SUBSCRIPTION,
                    place + ".vmSize",
                    name,
                    !size.get().restricted(),
                    "is not open to this subscription in " + region,
                    () -> instead(name, zones) + " Or ask Azure's support for access to it.");
        }
        zones(place, name, zones);
        found.put(name, size.map(SizeJudge::text).orElse("not there"));
    }

    private void zones(String place, String name, Set<String> zones) {
        Optional<VmSizeOnOffer> size = sizes.find(name).filter(known -> !known.restricted());
        if (size.isEmpty() || zones.isEmpty()) {
            return;
        }
        Set<String> missing = new LinkedHashSet<>(zones);
        missing.removeAll(size.get().zones());
        Set<String> open = size.get().zones();
        check(
                VmSizeRules.IN_ZONES,
                place + ".zones",
                String.join(", ", missing),
                missing.isEmpty(),
                (missing.size() == 1 ? "is no zone" : "are no zones") + " in which this subscription may use " + name
                        + " in " + region,
                () -> (open.isEmpty() ? "Leave zones out" : "Use zones " + String.join(", ", open)) + ", or a size that"
                        + " these zones have" + examples(sizes.instead(name, zones), ", for example ") + ".");
        found.put(name, text(size.get()));
    }

    private void check(
            Rule<VmSizeRules.Wanted> rule,
            String path,
            String value,
            boolean offered,
            String what,
            Supplier<String> fix) {
        problems.addAll(rule.on(new VmSizeRules.Wanted(path, value, offered, what, offered ? "" : fix.get())));
    }

    private String instead(String name, Set<String> zones) {
        List<String> others = sizes.instead(name, zones);
        String where = zones.isEmpty() ? "" : " in zones " + String.join(", ", zones);
        return others.isEmpty()
                ? "Choose another size or region; `az vm list-skus -l " + region + "` lists what there is."
                : "Choose another size; " + region + " offers" + examples(others, " ") + where + ".";
    }

    private static String examples(List<String> sizes, String before) {
        return sizes.isEmpty() ? "" : before + String.join(", ", sizes);
    }

    private static String text(VmSizeOnOffer size) {
        if (size.restricted()) {
            return "not open to this subscription";
        }
        return size.zones().isEmpty() ? "without zones" : "in zones " + String.join(" ", size.zones());
    }

    Question.Judgement judgement() {
        List<String> lines = new ArrayList<>();
        found.forEach((size, where) -> lines.add(size + " " + where));
        return new Question.Judgement(
                lines.isEmpty() ? "as they are" : String.join("; ", lines), List.copyOf(problems));
    }
}
