package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A resource of ours that no spec names any more.
 *
 * @param id its id
 * @param apiVersion the newest stable api-version of its type
 * @param document what it is, by which it is known what it uses
 */
public record Surplus(ResourceId id, String apiVersion, Json document) {

    private static final Set<String> USED_BY = Set.of(
            "privateEndpointConnections",
            "privateEndpoints",
            "ipConfiguration",
            "ipConfigurations",
            "networkInterfaces",
            "publicIPAddresses");

    private static final Set<String> USED_BY_OTHERS =
            Stream.concat(USED_BY.stream(), Stream.of("subnets", "natGateway")).collect(Collectors.toUnmodifiableSet());

    /** Types that hold data; no kind is at hand to say so where no spec names a resource. */
    private static final Set<String> WITH_DATA =
            Set.of("microsoft.storage/storageaccounts", "microsoft.compute/disks", "microsoft.compute/snapshots");

    /**
     * Providers whose resources can be made again from what was said of them. Of any other type nobody here knows: a policy
     * that copies a group's tags puts our mark on databases and vaults of others.
     */
    private static final Set<String> WITHOUT_DATA = Set.of(
            "microsoft.network",
            "microsoft.managedidentity",
            "microsoft.authorization",
            "microsoft.containerservice",
            "microsoft.servicenetworking");

    /** Returns what stands against removing resources that hold data, or may. */
    static List<Problem> losses(List<Surplus> surplus, PlanOptions options) {
        return surplus.stream()
                .filter(one -> !WITHOUT_DATA.contains(one.provider()))
                .filter(one -> !options.losesData(
                        Address.azure(one.id), one.id.subscriptionId().orElseThrow()))
                .flatMap(one -> PlanRules.DATA_LOSS
                        .on(new PlanRules.Subject(
                                StepList.type(Address.azure(one.id)),
                                one.id.name(),
                                "",
                                one.id.toString(),
                                one.doubt()))
                        .stream())
                .toList();
    }

    private String provider() {
        return id.type().substring(0, id.type().indexOf('/')).toLowerCase(Locale.ROOT);
    }

    /** Returns why the resource may hold data; nothing if it does. */
    private String doubt() {
        return WITH_DATA.contains(id.type().toLowerCase(Locale.ROOT))
                ? ""
                : "carries aks4j's mark, but is of a type that aks4j does not make (" + id.type()
                        + "), and may hold data, which would be gone";
    }

    /** Finds the resources that carry our mark, lie in a group of the specs, and are neither a spec's nor below one's. */
    static CompletionStage<List<Surplus>> find(ArmClient arm, Subjects subjects) {
        List<CompletableFuture<List<Surplus>>> groups = subjects.groups().stream()
                .map(group -> GroupContents.list(arm, group)
                        .thenCompose(items -> all(items.stream()
                                .filter(GroupContents.Item::ours)
                                .filter(item ->
                                        subjects.all().stream().noneMatch(subject -> covers(subject, item.id())))
                                .map(item -> read(arm, item.id()))
                                .toList()))
                        .toCompletableFuture())
                .toList();
        return all(groups)
                .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static boolean covers(Subject subject, ResourceId id) {
        return subject.address() instanceof Address.InAzure there
                && !there.id().type().equalsIgnoreCase(GroupContents.GROUP)
                && id.isWithin(there.id());
    }

    private static CompletableFuture<Surplus> read(ArmClient arm, ResourceId id) {
        String provider = id.type().substring(0, id.type().indexOf('/'));
        String type = id.type().substring(id.type().indexOf('/') + 1);
        ResourceId metadata =
                ResourceId.parse("/subscriptions/" + id.subscriptionId().orElseThrow() + "/providers/" + provider);
        return FailureCauses.call(() -> arm.send(ArmRequest.get(metadata, GroupContents.API_VERSION)))
                .thenApply(answer -> newest(id, type, answer.body()))
                .thenCompose(version ->
                        Live.read(arm, id, version).thenApply(live -> new Surplus(id, version, live.document())))
                .toCompletableFuture();
    }

    private static String newest(ResourceId id, String type, Json provider) {
        for (Json one : provider.path("resourceTypes")) {
            if (one.path("resourceType").asText().equalsIgnoreCase(type)) {
                return StreamSupport.stream(one.path("apiVersions").spliterator(), false)
                        .map(Json::asText)
                        .filter(version -> !version.contains("preview"))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(() -> unknown(id));
            }
        }
        throw unknown(id);
    }

    private static AksException unknown(ResourceId id) {
        return new AksException("No stable api-version is known for " + id + ", so it cannot be pruned. Remove it by"
                + " hand, or plan without prune().");
    }

    private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> reads) {
        return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> reads.stream().map(CompletableFuture::join).toList());
    }

    /** Adds the removal of surplus resources to a plan: what uses another one goes before it. */
    static List<PlanEntry> plan(List<Surplus> surplus, StepList steps) {
        Map<Address, Set<Address>> after = after(surplus);
        Map<Address, Integer> waves = DependencyGraph.waves(after);
        steps.also(DependencyGraph.closure(after));
        List<PlanEntry> entries = new ArrayList<>();
        surplus.stream()
                .sorted(Comparator.comparing(one -> waves.get(Address.azure(one.id))))
                .forEach(one -> {
                    Address address = Address.azure(one.id);
                    String type = StepList.type(address);
                    List<Write> writes = List.of(new Write.Delete(one.id, one.apiVersion));
                    steps.add(address, type, one.id.name(), Change.REMOVE, writes, one.document);
                    entries.add(new PlanEntry(
                            Known.in(waves, address),
                            Change.REMOVE,
                            address,
                            type,
                            one.id.name(),
                            "ours, and no spec names it any more",
                            List.of(),
                            List.of()));
                });
        return entries;
    }

    private static Map<Address, Set<Address>> after(List<Surplus> surplus) {
        Map<Address, Set<Address>> after = new LinkedHashMap<>();
        surplus.forEach(one -> after.put(Address.azure(one.id), new LinkedHashSet<>()));
        for (Surplus user : surplus) {
            for (Surplus used : surplus) {
                if (!user.id.equals(used.id) && user.uses(used)) {
                    Known.in(after, Address.azure(used.id)).add(Address.azure(user.id));
                }
            }
        }
        Optional<List<?>> circle = circle(after);
        while (circle.isPresent()) {
            // Nothing tells which of them is to go first: Azure does, by refusing what is still in use.
            List<?> together = circle.get();
            after.forEach((address, users) -> {
                if (together.contains(address)) {
                    users.removeIf(together::contains);
                }
            });
            circle = circle(after);
        }
        return after;
    }

    private static Optional<List<?>> circle(Map<Address, Set<Address>> after) {
        try {
            DependencyGraph.waves(after);
            return Optional.empty();
        } catch (DependencyGraph.CycleException e) {
            return Optional.of(e.circle());
        }
    }

    /** Of two that name each other, such as an account and its private endpoint, one only shows who uses it. */
    private boolean uses(Surplus used) {
        boolean mutual = mentions(used.document, id, Set.of());
        return mentions(document, used.id, mutual ? shownBy(id) : Set.of());
    }

    /** Members in which Azure shows who uses a resource; a virtual network's own subnets are no such thing. */
    private static Set<String> shownBy(ResourceId id) {
        return id.type().equalsIgnoreCase("Microsoft.Network/virtualNetworks") ? USED_BY : USED_BY_OTHERS;
    }

    private static boolean mentions(Json node, ResourceId id, Set<String> except) {
        if (node.isText()) {
            String text = node.asText().toLowerCase(Locale.ROOT);
            String wanted = id.toString().toLowerCase(Locale.ROOT);
            return text.equals(wanted) || text.startsWith(wanted + "/");
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .anyMatch(member -> !except.contains(member.getKey()) && mentions(member.getValue(), id, except));
        }
        return node.isArray() && node.stream().anyMatch(element -> mentions(element, id, except));
    }
}
