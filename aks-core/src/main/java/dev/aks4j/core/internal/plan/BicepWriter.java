package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.BicepExport;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes specs as Bicep. A file is deployed to one resource group, so each group is a module of {@code main.bicep}; where
 * groups need each other both ways, a group has several, one after the other. Not thread-safe.
 */
final class BicepWriter {

    private final Subjects subjects;
    private final Map<ResourceId, BicepResource> resources = new LinkedHashMap<>();
    private final Map<ResourceId, Integer> levels = new LinkedHashMap<>();
    private final List<String> notSaid = new ArrayList<>();

    BicepWriter(Subjects subjects) {
        this.subjects = subjects;
    }

    BicepExport write() {
        gather();
        BicepFile main = new BicepFile(Optional.empty(), resources);
        Map<ResourceId, Map<Integer, BicepFile>> modules = new LinkedHashMap<>();
        resources.values().forEach(resource -> {
            Optional<ResourceId> group = BicepResource.groupOf(resource.id());
            BicepFile file = group.isEmpty()
                    ? main
                    : modules.computeIfAbsent(group.get(), any -> new TreeMap<>())
                            .computeIfAbsent(level(resource.id()), any -> new BicepFile(group, resources));
            file.add(resource);
        });
        Map<BicepFile, String> names = new LinkedHashMap<>();
        modules.forEach((group, levels) -> levels.values().forEach(file -> names.put(file, name(group, names))));
        Map<String, String> texts = new LinkedHashMap<>();
        names.forEach((file, name) -> {
            List<String> made = file.write(elsewhere -> Optional.empty());
            texts.put(name + ".bicep", text(file.parameters(), made));
        });
        Map<BicepFile, String> symbols = new LinkedHashMap<>();
        names.forEach((file, name) -> symbols.put(file, main.freeSymbol(BicepText.symbol("in_" + name))));
        List<String> made = new ArrayList<>(main.write(need -> symbols.keySet().stream()
                .filter(file -> file.ids().contains(need))
                .map(symbols::get)
                .findFirst()));
        names.forEach((file, name) -> made.add(module(file, name, symbols, main)));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(BicepExport.MAIN, "targetScope = 'subscription'\n\n" + text(main.parameters(), made));
        files.putAll(texts);
        return new BicepExport(files, notSaid);
    }

    private void gather() {
        Set<String> symbols = new LinkedHashSet<>();
        for (Subject subject : subjects.all()) {
            if (!(subject.address() instanceof Address.InAzure here)) {
                notSaid.add(subject.type() + " " + subject.name()
                        + " is an object in a cluster; these files hold none of those. Use kubectl or helm.");
                continue;
            }
            for (Write write : subject.create(subjects.scope())) {
                if (write instanceof Write.Put put && put.id().equals(here.id())) {
                    add(subject, put, symbols);
                } else {
                    notSaid.add(subject.type() + " " + subject.name() + " needs a further request ("
                            + (write instanceof Write.Post post ? post.action() : "a write") + " to " + write.target()
                            + "), which is no resource.");
                }
            }
        }
    }

    private void add(Subject subject, Write.Put put, Set<String> symbols) {
        boolean below = put.id().subscriptionId().isPresent();
        boolean groupElsewhere = BicepResource.isGroup(put.id())
                && !put.id()
                        .subscriptionId()
                        .equals(Optional.of(subjects.scope().subscriptionId()));
        if (!below || groupElsewhere) {
            notSaid.add(subject.type() + " " + subject.name()
                    + " lies outside of the subscription that the files are deployed to. Deploy it by itself.");
            return;
        }
        String plain = BicepText.symbol((subject.type() + "_" + subject.name()).toLowerCase(Locale.ROOT));
        String symbol = plain;
        for (int i = 2; !symbols.add(symbol); i++) {
            symbol = plain + "_" + i;
        }
        Set<ResourceId> needs = subjects.needs().getOrDefault(subject.address(), Set.of()).stream()
                .filter(Address.InAzure.class::isInstance)
                .map(address -> ((Address.InAzure) address).id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        resources.put(put.id(), new BicepResource(put.id(), put.apiVersion(), symbol, put.body(), needs));
    }

    /** Returns how often the way to a resource, through what it needs, goes from one file to another. */
    private int level(ResourceId id) {
        Integer known = levels.get(id);
        if (known != null) {
            return known;
        }
        int level = Known.in(resources, id).needs().stream()
                .filter(resources::containsKey)
                .mapToInt(need -> level(need) + (BicepResource.groupOf(need).equals(BicepResource.groupOf(id)) ? 0 : 1))
                .max()
                .orElse(0);
        levels.put(id, level);
        return level;
    }

    private static String name(ResourceId group, Map<BicepFile, String> taken) {
        String plain = group.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
        String name = plain;
        for (int i = 2; taken.containsValue(name) || name.equals("main"); i++) {
            name = plain + "-" + i;
        }
        return name;
    }

    private String module(BicepFile file, String name, Map<BicepFile, String> symbols, BicepFile main) {
        ResourceId group = file.group().orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add("name: " + BicepText.quoted(name));
        lines.add("scope: "
                + (main.ids().contains(group) ? Known.in(resources, group).symbol() : BicepFile.group(group)));
        if (!file.secrets().isEmpty()) {
            file.secrets().forEach(main::secret);
            lines.add("params: "
                    + BicepText.block(
                            file.secrets().stream()
                                    .map(secret -> secret + ": " + secret)
                                    .toList(),
                            "{",
                            "}",
                            1));
        }
        Set<String> after = new LinkedHashSet<>();
        file.needs().stream().filter(need -> !need.equals(group)).forEach(need -> {
            if (main.ids().contains(need)) {
                after.add(Known.in(resources, need).symbol());
            }
            symbols.forEach((other, symbol) -> {
                if (other != file && other.ids().contains(need)) {
                    after.add(symbol);
                }
            });
        });
        if (!after.isEmpty()) {
            lines.add("dependsOn: " + BicepText.block(List.copyOf(after), "[", "]", 1));
        }
        return "module " + symbols.get(file) + " " + BicepText.quoted(name + ".bicep") + " = "
                + BicepText.block(lines, "{", "}", 0);
    }

    private static String text(String parameters, List<String> parts) {
        return Stream.concat(Stream.of(parameters), parts.stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }
}
